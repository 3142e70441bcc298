"""CoNLL: read back by conllu, with what is lost from lost.tsv."""

import csv
from dataclasses import replace
from pathlib import Path

import conllu
import pytest

from mepp5.exports import conll
from mepp5.exports.overlaps import keep_longest
from mepp5.exports.selection import Document
from tests.exports.fixture_exports import (
    CONFIGS,
    Found,
    check_kept,
    export_release,
    make_odd_selection,
    read_clause_texts,
    read_expected,
    read_key,
    read_starts,
    write_selection,
)

NUMBER = {f"mepp5:{name}": lambda line, at: int(line[at]) for name in ("start", "end")}


def read_sentences(path: Path) -> list[conllu.TokenList]:
    """Return the sentences, whose columns are those that the file's own first line names."""
    return conllu.parse(path.read_text(encoding="utf-8"), field_parsers=NUMBER)


def read_place(token) -> tuple[int, int]:
    return token["mepp5:start"], token["mepp5:end"]


def join_tags(tokens) -> list[tuple[int, int, str]]:
    """Return the spans of BIO tags: B- begins one, I- goes on with it."""
    spans: list[list] = []
    open = False
    for token in tokens:
        kind, _, slot = token["mepp5:tag"].partition("-")
        if kind == "B":
            spans.append([*read_place(token), slot])
        elif kind == "I":
            assert open, "I- without B-"
            assert spans[-1][2] == slot
            spans[-1][1] = read_place(token)[1]
        open = kind != "O"
    return [tuple(span) for span in spans]


def read_conll(directory: Path, flat: bool, starts: dict[str, int]) -> Found:
    """Return the spans in the files of one type, or those in the flat ones; values are not in them."""
    found = Found()
    for path in directory.rglob("*.conll"):
        if (path.stem == "flat") != flat:
            continue
        split, annotator = read_key(path, directory)
        for sentence in read_sentences(path):
            clause, text = sentence.metadata["clause_id"], sentence.metadata["text"]
            found.texts[split, clause] = text
            assert all(text[slice(*read_place(token))] == token["form"] for token in sentence)
            start = starts[clause]
            found.slots += [
                (split, annotator, clause, start + first, start + end, slot) for first, end, slot in join_tags(sentence)
            ]
    return found.sort()


def read_lost(directory: Path, flat: bool, starts: dict[str, int]) -> list[tuple]:
    lost = []
    for path in directory.rglob("lost.tsv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if (row["file"] == "flat.conll") == flat:
                    start = starts[row["clause"]]
                    place = (start + int(row["start"]), start + int(row["end"]))
                    lost.append((*read_key(path, directory), row["clause"], *place, row["slot"], row["value"]))
    return lost


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize("config", CONFIGS)
def test_what_is_in_the_files_and_what_is_lost_are_all_slots(config, flat, tmp_path):
    directory, starts = export_release("conll", config, tmp_path), read_starts()
    found, lost = read_conll(directory, flat, starts), read_lost(directory, flat, starts)
    assert sorted([*found.slots, *(row[:-1] for row in lost)]) == [slot[:-1] for slot in read_expected(config).slots]
    assert not set(lost) - set(read_expected(config).slots)
    if flat:
        check_kept("conll", config, found)
    assert 0 < len(lost) < len(found.slots) / 5
    assert found.texts == {key: text.replace("\n", " ") for key, text in read_clause_texts().items()}


def test_a_clause_with_a_number_sign_keeps_all_its_tokens(tmp_path):
    selection = make_odd_selection()
    text = "# 1 # 2"
    clause = replace(selection.parts[0].clauses[0], text=text, slots=())
    part = replace(selection.parts[0], documents=(Document("odd", text, (clause,)),))
    path = tmp_path / "flat.conll"
    path.write_bytes(conll.export(replace(selection, parts=(part,))).contents["test/flat.conll"])
    [sentence] = read_sentences(path)
    assert [token["form"] for token in sentence] == ["#", "1", "#", "2"]


def test_labels_stand_in_the_comments(tmp_path):
    [sentence] = read_sentences(write_selection("conll", tmp_path) / "test/flat.conll")
    assert sentence.metadata["labels"] == "data_retention data_security specific_audiences"


def test_the_longest_span_is_kept_and_one_within_a_token_is_not(tmp_path):
    directory = write_selection("conll", tmp_path)
    [sentence] = read_sentences(directory / "test/flat.conll")
    [(start, end, slot)] = join_tags(sentence)
    assert sentence.metadata["text"][start:end] == "your x𝄞y e-mail"
    assert slot == "data_type"
    whys = [line.split("\t")[-1] for line in (directory / "test/lost.tsv").read_text().splitlines()[1:]]
    assert whys == ["overlap", "within a token", "within a token", "overlap", "overlap"]


def test_equally_long_spans_go_by_start_then_by_the_order_of_the_types():
    spans = [(2, 4, "a"), (0, 2, "b"), (1, 3, "c"), (0, 2, "d"), (5, 9, "e"), (9, 10, "f")]
    kept, lost = keep_longest(spans, lambda span: span[:2])
    assert [span[2] for span in kept] == ["a", "b", "e", "f"]
    assert [span[2] for span in lost] == ["c", "d"]


def test_a_longer_span_is_kept_before_one_that_starts_earlier():
    assert keep_longest([(0, 2), (1, 5), (5, 6)], lambda span: span) == ([(1, 5), (5, 6)], [(0, 2)])


def test_the_exporter_counts_what_lost_tsv_lists():
    lost = conll.export(make_odd_selection()).lost
    assert lost["slots not in the files of one type: overlap"] == 1
    assert lost["slots not in the flat file: overlap"] == 2
    assert lost["slots not in the flat file: within a token"] == 1
    assert lost["clauses whose line breaks become spaces"] == 1
