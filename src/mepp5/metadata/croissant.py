"""croissant.json: the release as Croissant 1.1 describes it, with its vocabulary for responsible AI."""

from collections.abc import Mapping
from pathlib import Path

from mepp5.errors import CorpusError
from mepp5.files import Object, dump_json, read_bytes, sha256
from mepp5.metadata.citation import CITATION, Citation, read_citation
from mepp5.metadata.record_sets import list_record_sets
from mepp5.metadata.responsibility import list_responsibility
from mepp5.metadata.schemas import SCHEMA_SUMS
from mepp5.metadata.schemas import generate as draw_schemas
from mepp5.paths import ROOT, join_below
from mepp5.release.features import list_splits
from mepp5.release.loading import SUMS, data_path, read_rows, read_sums
from mepp5.release.rows import STATS
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.version import read_version

CROISSANT = "croissant.json"
# The terms of Croissant 1.1 by short names; readers warn where one is missing.
OWN_TERMS = (
    "arrayShape citeAs column containedIn equivalentProperty extract field fileObject fileProperty fileSet format "
    "includes isArray isLiveDataset jsonPath key md5 parentField path recordSet references regex repeated replace "
    "samplingRate separator source subField transform"
)
CONTEXT: Object = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "description": {"@container": "@language"},
    **{term: f"cr:{term}" for term in OWN_TERMS.split()},
}
CONFORMS = ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"]
LICENSE = [
    "https://spdx.org/licenses/CC-BY-4.0.html",
    {
        "@type": "sc:CreativeWork",
        "name": "LICENSE-DATA",
        "description": "CC BY 4.0 is of the annotations alone; the texts of the policies stay their publishers'.",
    },
]
FORMATS = {".jsonl": "application/jsonlines", ".json": "application/json"}


def generate(root: Path = ROOT) -> dict[str, bytes]:
    """Return {path: bytes} of croissant.json, {} where no CITATION.cff says who made the release, and when.

    Raise CorpusError where data/ or what is told of it cannot be read.
    """
    if not (Path(root) / CITATION).is_file():
        return {}
    return {CROISSANT: dump_json(describe_release(root))}


def describe_release(root: Path = ROOT) -> Object:
    """Return the JSON-LD object: metadata, files with their SHA-256, record sets, and how the labels were made."""
    splits = list_splits(root)
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS,
        **_tell_identity(read_citation(root), read_version(root), root),
        **list_responsibility(root),
        "distribution": _list_files(root, splits),
        "recordSet": list_record_sets(splits, read_taxonomy(root)),
    }


def _tell_identity(citation: Citation, version: str, root: Path) -> Object:
    return {
        "name": "MEPP-5",
        "alternateName": citation.title,
        "description": citation.abstract,
        **({"url": citation.url} if citation.url else {}),
        "version": version,
        "datePublished": citation.released,
        "creator": [{"@type": "sc:Organization", "name": author.name} for author in citation.authors],
        "citeAs": citation.write_bibtex(version),
        "license": LICENSE,
        "keywords": list(citation.keywords),
        "inLanguage": sorted({row["language"] for row in read_rows("policies", "corpus", root)}),
        "isLiveDataset": False,
    }


def _list_files(root: Path, splits: Mapping[str, tuple[str, ...]]) -> list[Object]:
    """Return a FileObject for each file of rows, the statistics and each JSON Schema; URLs are relative."""
    sums = read_sums(root)
    paths = [*(data_path(config, split) for config, names in splits.items() for split in names), STATS]
    if missing := [path for path in paths if path not in sums]:
        raise CorpusError(f"{Path(root) / SUMS}: {missing[0]} is not listed; run mepp5 build.")
    files = [_file_object(path, sums[path], len(read_bytes(join_below(root, path)))) for path in paths]
    schemas = {path: content for path, content in draw_schemas(root).items() if path != SCHEMA_SUMS}
    return files + [_file_object(path, sha256(content), len(content)) for path, content in schemas.items()]


def _file_object(path: str, digest: str, size: int) -> Object:
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path.rpartition("/")[2],
        "contentUrl": path,
        "contentSize": f"{size} B",
        "encodingFormat": FORMATS[Path(path).suffix],
        "sha256": digest,
    }
