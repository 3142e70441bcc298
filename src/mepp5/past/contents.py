"""What a release holds besides its reference labels: hashes of what was said and decided, and who said it."""

from collections.abc import Mapping
from pathlib import Path

from mepp5.adjudication.cases import DRAW
from mepp5.adjudication.known_issues import KNOWN_ISSUES
from mepp5.adjudication.revisions import REVISIONS
from mepp5.adjudication.second_reading import SECOND_READING
from mepp5.annotation.annotators import REFERENCE, Annotator, read_annotators
from mepp5.annotation.calibration import CALIBRATION, COMPARISON, ROUNDS, list_calibration
from mepp5.changes.adjudication.cases import CHANGE_DRAW
from mepp5.changes.adjudication.decisions import describe_link
from mepp5.changes.adjudication.revisions import CHANGE_REVISIONS, ChangeRevision, restore_links
from mepp5.changes.adjudication.second_reading import CHANGE_SECOND_READING
from mepp5.changes.annotators import ChangeAnnotator, read_change_annotators
from mepp5.changes.examples import CHANGE_GUIDELINES
from mepp5.changes.exports import LinkLayers, read_change_export
from mepp5.changes.pairs import PAIRS, Sides, read_pairs, read_sides
from mepp5.files import dump_jsonl, read_bytes, read_text, sha256
from mepp5.past.releases import Held, Person
from mepp5.reading.forms import load_json, split_lines
from mepp5.release.features import list_splits
from mepp5.release.loading import SUMS
from mepp5.release.rows import hash_config
from mepp5.scheme.entries import TAXONOMY
from mepp5.scheme.guidelines import GUIDELINES

# Files that lines are only added to, and the keys that 0.7.0 did not have: these are compared with labels instead.
ADDED_TO: dict[str, tuple[str, ...]] = {
    REVISIONS: (),
    SECOND_READING: ("read", "unreleased"),
    CHANGE_REVISIONS: (),
    CHANGE_SECOND_READING: ("read", "unreleased", "release"),
}
# Decision files that stay as they are until the version is raised.
PROTOCOLS = "annotations/protocols"
KEPT_FILES = (TAXONOMY, GUIDELINES, CHANGE_GUIDELINES, DRAW, KNOWN_ISSUES, COMPARISON, PAIRS, CHANGE_DRAW)
Compared = Mapping[str, tuple[Sides, LinkLayers]]  # {pair: its sides, its links by layer}


def read_compared(root: Path) -> dict[str, tuple[Sides, LinkLayers]]:
    """Return {pair: (sides, links of each layer)}, {} of a corpus that compares nothing."""
    return {pair.id: (read_sides(pair, root), read_change_export(pair, root)) for pair in read_pairs(root)}


def hash_links(
    compared: Compared, revisions: list[ChangeRevision], version: str, pairs: tuple[str, ...]
) -> dict[str, str]:
    """Return {layer: SHA-256 of its links in `version`}: a JSON line a link, as describe_link has it, by pair.

    Those of `pairs` are taken, in that order, the reference restored by the revisions; readers' links do not change.
    """
    rows: dict[str, list[dict[str, object]]] = {}
    for name in pairs:
        sides, layers = compared[name]
        for layer, links in layers.items():
            own = restore_links(links, revisions, sides, version) if layer == REFERENCE else links
            rows.setdefault(layer, []).extend(describe_link(name, link) for link in own)
    return {layer: sha256(dump_jsonl(own)) for layer, own in rows.items()}


def hash_all_links(root: Path) -> dict[str, str]:
    """Return the same of today's links."""
    compared = read_compared(root)
    return hash_links(compared, [], "0", tuple(compared))


def describe_calibration(root: Path) -> dict[str, Held]:
    """Return {round/annotator: lines and SHA-256 of the file of calibration}, rounds from 1."""
    found = {}
    for number, folder in enumerate(ROUNDS, start=1):
        for path in list_calibration(root, folder):
            content = read_bytes(path)
            found[f"{number}/{path.stem}"] = Held(content.count(b"\n"), sha256(content))
    return found


def path_of_calibration(name: str) -> str:
    """Return the path of a file of calibration, which a record names by round and annotator."""
    number, _, annotator = name.partition("/")
    folder = ROUNDS[int(number) - 1] if number in map(str, range(1, len(ROUNDS) + 1)) else f"{CALIBRATION}/{number}"
    return f"{folder}/{annotator}.jsonl"


def describe_people(root: Path) -> dict[str, Person]:
    """Return {annotator: who that is}; raise CorpusError where a protocol is missing."""
    return {member.id: _describe(member, root) for member in read_annotators(root).members}


def describe_change_people(root: Path) -> dict[str, Person]:
    """Return the same of those who say what changed, {} where nothing is compared."""
    return {member.id: _describe(member, root) for member in read_change_annotators(root)} if read_pairs(root) else {}


def _describe(member: Annotator | ChangeAnnotator, root: Path) -> Person:
    more = {"gives": member.gives, "policies": member.policies} if isinstance(member, Annotator) else {}
    digest = sha256(read_bytes(root / "annotations" / member.protocol))
    return Person(member.email, member.kind, member.scope, member.protocol, digest, **more)


def describe_lines(root: Path, numbers: Mapping[str, int] | None = None) -> dict[str, Held]:
    """Return {file of ADDED_TO that is there: how many lines it has, and their SHA-256}.

    With `numbers`, {file: lines}, the first so many lines of these files; fewer where the file has fewer.
    """
    found = {}
    for path, later in ADDED_TO.items():
        if (numbers is None or path in numbers) and (root / path).is_file():
            lines = split_lines(read_text(root / path))[: None if numbers is None else numbers[path]]
            found[path] = Held(len(lines), sha256(dump_jsonl(_drop(line, later) for line in lines)))
    return found


def _drop(line: str, keys: tuple[str, ...]) -> dict[str, object]:
    return {key: value for key, value in load_json(line).items() if key not in keys}


def describe_rows(root: Path) -> dict[str, str]:
    """Return {config: its content hash} of data/, as data/SHA256SUMS has it."""
    sums = read_bytes(root / SUMS)
    return {config: hash_config(config, sums) for config in list_splits(root)}


def describe_files(root: Path) -> dict[str, str]:
    """Return {file of KEPT_FILES that is there, or any protocol: its SHA-256}; not all protocols are of annotators."""
    protocols = sorted(path.relative_to(root).as_posix() for path in (root / PROTOCOLS).glob("*.md"))
    return {path: sha256(read_bytes(root / path)) for path in (*KEPT_FILES, *protocols) if (root / path).is_file()}
