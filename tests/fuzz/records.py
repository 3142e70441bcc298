"""Targets that are files of records: exports, predictions, hand-ins, markup, decisions and rows of the tiny corpus."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from mepp5.annotation.exports import parse_export, write_export
from mepp5.annotation.handin import find_hand_in_faults, read_hand_in
from mepp5.changes import handin as change_handin
from mepp5.changes.exports import parse_change_export, write_change_export
from mepp5.changes.pairs import read_pairs, read_sides
from mepp5.corpus.clauses import read_units
from mepp5.errors import CorpusError
from mepp5.invented.markup import read_invented
from mepp5.reading.forms import load_json
from mepp5.release.change_protocols import read_change_rows
from mepp5.release.protocols import read_rows
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.scoring.change_predictions import read_change_predictions
from mepp5.scoring.changes import score_change_predictions
from mepp5.scoring.predictions import read_predictions
from mepp5.scoring.scorer import score_predictions
from tests.fixture_corpus import make_corpus
from tests.fuzz import seeds
from tests.fuzz.documents import Prepared
from tests.fuzz.mutation import NAMED
from tests.fuzz.seeds import POLICY
from tests.release.fixture_release import make_release


def feed_file(path: Path, read: Callable[[Path], object]) -> Callable[[bytes], object]:
    """Return what writes the bytes to the file and reads it."""

    def feed(content: bytes) -> object:
        path.write_bytes(content)
        return read(path)

    return feed


def prepare_exports(directory: Path) -> Prepared:
    """Feed exports of annotations; what is read is written and read again as the same."""
    root = make_corpus(directory)

    def feed(content: bytes) -> None:
        exported = load_json(content.decode("utf-8", "replace"))
        layers = parse_export(exported, POLICY, "server", root)
        assert parse_export(load_json(write_export(layers, POLICY, root).decode()), POLICY, "server", root) == layers

    return feed, seeds.read_exports(root)


def prepare_change_exports(directory: Path) -> Prepared:
    """Feed exports of links; what is read is written and read again as the same."""
    root = make_corpus(directory)
    pair = read_pairs(root)[0]

    def feed(content: bytes) -> None:
        exported = load_json(content.decode("utf-8", "replace"))
        if isinstance(exported, list):  # of a server, whose client returns lists
            layers = parse_change_export(exported, pair, "server", root)
            written = load_json(write_change_export(layers, pair, root).decode())
            assert parse_change_export(written, pair, "server", root) == layers

    return feed, seeds.read_change_exports(root)


def _find_scores(tree: object) -> list[float]:
    if isinstance(tree, dict):
        return [score for value in tree.values() for score in _find_scores(value)]
    if isinstance(tree, list):
        return [score for value in tree for score in _find_scores(value)]
    return [tree] if isinstance(tree, float) else []


def _prepare_predictions(task: str, field: str, directory: Path) -> Prepared:
    root = make_release(directory)
    rows, taxonomy = read_rows(root), read_taxonomy(root)

    def read(path: Path) -> None:
        predictions = read_predictions(path, rows, taxonomy, task)
        scores = score_predictions(predictions, rows, {rows[0]["id"]}, taxonomy, task)
        del scores["bootstrap"]
        assert all(0 <= score <= 1 for score in _find_scores(scores))

    keys = ("start", "end", "slot", "value")
    answers = [[{key: slot[key] for key in keys} for slot in row["slots"]] for row in rows]
    right = [row["labels"] for row in rows] if field == "labels" else answers
    made = [{"id": row["id"], field: answer} for row, answer in zip(rows, right, strict=True)]
    ranked = [row | {"scores": dict.fromkeys(taxonomy.category_ids, 0.5)} for row in made]
    found = [seeds.dump(*made), seeds.dump(*ranked)] if field == "labels" else [seeds.dump(*made)]
    return feed_file(directory / "predictions.jsonl", read), found


prepare_categories = partial(_prepare_predictions, "categories", "labels")
prepare_slots = partial(_prepare_predictions, "slots", "slots")


def prepare_changes(directory: Path) -> Prepared:
    """Feed predictions of changes; what is read is scored."""
    rows = read_change_rows(make_release(directory))

    def read(path: Path) -> None:
        scores = score_change_predictions(read_change_predictions(path, rows), rows)
        del scores["bootstrap"]
        assert all(0 <= score <= 1 for score in _find_scores(scores))

    links = [{key: row[key] for key in ("pair", "old", "new")} for row in rows if row["old"] and row["new"]]
    said = [{key: row[key] for key in ("id", "form", "meaning", "effects")} for row in rows]
    return feed_file(directory / "predictions.jsonl", read), [seeds.dump(*links, *said), seeds.dump(*said)]


def prepare_tasks(directory: Path) -> Prepared:
    """Feed the tasks that `predict --format label-studio` writes and `push --predictions` reads."""
    from tests.fuzz.targets import add_scripts

    add_scripts()
    from label_studio_predictions import read_predictions as read_tasks

    root = make_corpus(directory)
    taxonomy = read_taxonomy(root)
    tasks = load_json(seeds.read_exports(root)[0].decode())
    predicted = []
    for task in tasks:
        results = [{**result, "to_name": "text"} for result in task["annotations"][0]["result"]]
        predicted.append({"data": task["data"], "predictions": [{"model_version": "x", "result": results}]})
    return feed_file(directory / "tasks.json", lambda path: read_tasks([path], taxonomy)), [seeds.dump(predicted)]


def prepare_hand_ins(directory: Path) -> Prepared:
    """Feed hand-ins of annotators; what has no fault is read, and what has one is not."""
    root = make_corpus(directory)
    units, taxonomy = read_units(POLICY, root), read_taxonomy(root)

    def read(path: Path) -> None:
        faults = find_hand_in_faults(path, units, taxonomy, "reader", partial=True)
        try:
            found = read_hand_in(path, units, taxonomy, "reader", partial=True)
        except CorpusError:
            assert faults
            raise
        assert not faults
        for unit in units:
            if unit.id in found:
                assert all(0 <= span.start < span.end <= len(unit.text) for span in found[unit.id].practices)

    return feed_file(directory / "hand_in.jsonl", read), seeds.make_hand_in(units)


def prepare_change_hand_ins(directory: Path) -> Prepared:
    """Feed hand-ins of links."""
    root = make_corpus(directory)
    pair, taxonomy = read_pairs(root)[0], read_taxonomy(root)
    units = read_sides(pair, root).units
    read = partial(change_handin.read_hand_in, units=units, taxonomy=taxonomy)
    return feed_file(directory / "links.jsonl", lambda path: read([path])), seeds.make_change_hand_in(
        pair.old, pair.new
    )


def prepare_invented(directory: Path) -> Prepared:
    """Feed the markup of invented clauses; spans lie in their texts."""

    def read(path: Path) -> None:
        for unit in read_invented(path):
            assert all(0 <= span.start <= span.end <= len(unit.text) for span in unit.annotation.slots)

    return feed_file(directory / "invented.txt", read), seeds.make_invented()


def _prepare_decisions(suffix: str, directory: Path) -> Prepared:
    """Feed each file of this suffix to what reads it; the first line of the bytes is the file's number."""
    from tests.test_damage import MORE, READERS

    root = make_release(directory)
    for name, content in MORE.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    own = {name: read for name, read in READERS.items() if name.endswith(suffix) and (root / name).is_file()}
    names = sorted(own)
    sound = {name: (root / name).read_bytes() for name in names}

    def feed(content: bytes) -> None:
        for name in names:
            if content.startswith(_mark(name)):
                try:
                    (root / name).write_bytes(content.removeprefix(_mark(name)))
                    own[name](root)
                finally:
                    (root / name).write_bytes(sound[name])

    return feed, [_mark(name) + sound[name] for name in names]


def _mark(name: str) -> bytes:
    return NAMED + name.encode() + b"\n"


prepare_toml = partial(_prepare_decisions, ".toml")
prepare_json = partial(_prepare_decisions, ".json")
prepare_rows = partial(_prepare_decisions, ".jsonl")
