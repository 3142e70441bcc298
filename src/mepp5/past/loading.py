"""Clauses and annotators as an earlier release had them: today's rows of its labels, without what came later."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mepp5.adjudication.revisions import rank_version
from mepp5.errors import CorpusError
from mepp5.files import dump_jsonl
from mepp5.past.labels import Archive, read_archive
from mepp5.past.releases import Release
from mepp5.paths import ROOT
from mepp5.release.features import POLICY_SPLITS, SCHEMA, check_config, list_labels, make_features
from mepp5.release.loading import data_path
from mepp5.release.rows import Rows, dump_sums, hash_config, list_labelled
from mepp5.scheme.taxonomy import read_taxonomy

if TYPE_CHECKING:
    from datasets import DatasetDict

KEPT = ("clauses", "annotators")  # the configs whose earlier content can be restored
# What came later than the first release, at whatever depth of a row. Whoever adds a column to KEPT names it here.
COLUMNS_SINCE = {"topics": "0.4.0", "subjects": "0.4.0"}
NAMES_SINCE = {"polarity": {"unknown": "0.4.0"}}  # of label sets; they were appended, so that integers stayed


def load_past(config: str, version: str, root: Path = ROOT) -> "DatasetDict":
    """Return the config's splits with the rows and features that the release `version` had.

    `config` is "clauses" or "annotators". Raise CorpusError for another, for an unknown version, for labels that do not
    hash to the record, and for rows that do not: what they were made of has changed since, and is not kept.
    """
    archive = read_archive(root)
    release = archive.find(version)
    rows = restore_rows(config, release.version, archive, root)
    if hash_rows(config, rows) != release.rows.get(config):
        raise CorpusError(
            f"the rows of {config!r} in {release.version} are not kept: units, annotators' labels or the taxonomy have "
            f"changed since; check out the tag v{release.version} and load that (docs/old-releases.md)."
        )
    from datasets import Dataset, DatasetDict, NamedSplit

    features = make_features(schema_of(config, release), labels_of(release, root))
    splits = {split: rows[f"{config}/{split}"] for split in POLICY_SPLITS}
    return DatasetDict(
        {split: Dataset.from_list(own, features=features, split=NamedSplit(split)) for split, own in splits.items()}
    )


def restore_rows(config: str, version: str, archive: Archive, root: Path = ROOT) -> Rows:
    """Return {"<config>/<split>": rows} of the release `version`, labels as strings, columns in its order.

    Raise CorpusError for a config that is not of KEPT, an unknown version, and labels that do not hash to the record.
    """
    if check_config(config) not in KEPT:
        raise CorpusError(
            f"the config {config!r} is not kept by version, {' and '.join(KEPT)} are; check out the tag v{version} "
            "and load that (docs/old-releases.md)."
        )
    release = archive.find(version)
    layers = {name: layer for name, layer in archive.layers.items() if name in release.annotators}
    schema = schema_of(config, release)
    rows = list_labelled(archive.restore_release(release.version), layers, root, release.policies)
    return {name: [_shape(row, schema) for row in own] for name, own in rows.items() if name.startswith(f"{config}/")}


def hash_rows(config: str, rows: Rows) -> str:
    """Return the content hash of the config's rows, as `hash_config` gives it of data/SHA256SUMS."""
    return hash_config(config, dump_sums({data_path(*name.split("/")): dump_jsonl(own) for name, own in rows.items()}))


def schema_of(config: str, release: Release) -> dict[str, Any]:
    """Return the config's columns and their types, as in SCHEMA, without those that came after the release."""
    own: dict[str, Any] = _prune(SCHEMA[config], release)
    return own


def labels_of(release: Release, root: Path = ROOT) -> dict[str, tuple[str, ...]]:
    """Return {label set: its names} without those that came after the release."""
    labels = list_labels(read_taxonomy(root))
    for kind, since in NAMES_SINCE.items():
        labels[kind] = tuple(name for name in labels[kind] if _is_there(since.get(name), release))
    return labels


def _is_there(since: str | None, release: Release) -> bool:
    return since is None or rank_version(since) <= rank_version(release.version)


def _prune(kind: Any, release: Release) -> Any:
    if isinstance(kind, list):
        return [_prune(kind[0], release)]
    if isinstance(kind, dict):
        return {
            name: _prune(inner, release) for name, inner in kind.items() if _is_there(COLUMNS_SINCE.get(name), release)
        }
    return kind


def _shape(value: Any, kind: Any) -> Any:
    """Return the value with the keys of its type alone."""
    if isinstance(kind, list):
        return [_shape(member, kind[0]) for member in value]
    if isinstance(kind, dict):
        return {name: _shape(value[name], inner) for name, inner in kind.items()}
    return value
