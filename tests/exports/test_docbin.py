"""spaCy: read back by spaCy itself."""

from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin

from tests.exports.fixture_exports import (
    CONFIGS,
    Found,
    add_spans,
    check_kept,
    expect,
    export_release,
    make_odd_selection,
    run_export,
    write_selection,
)


def read_docs(directory: Path) -> list:
    vocab = spacy.blank("en").vocab
    return [doc for path in sorted(directory.rglob("*.spacy")) for doc in DocBin().from_disk(path).get_docs(vocab)]


def read_groups(docs: list) -> tuple[Found, int]:
    """Return what the span groups hold, completed by what user_data alone has, and how many slots that is."""
    found, alone = Found(), 0
    for doc in docs:
        told = doc.user_data
        found.texts[told["split"], told["id"]] = doc.text
        found.clauses[told["split"], told["id"]] = (told["start"], told["end"])
        row = {"practices": [], "slots": []}
        for name, spans in row.items():
            whole = dict(enumerate(told[name]))
            for span in doc.spans[name]:
                own = whole.pop(int(span.id_))
                value = {"value": span.kb_id_} if name == "slots" else {}
                label = {"category" if name == "practices" else "slot": span.label_}
                spans.append({**own, "start": span.start_char, "end": span.end_char, **label, **value})
            spans += whole.values()
            alone += len(whole) if name == "slots" else 0
        add_spans(found, (told["split"], told["annotator"], told["id"]), told["start"], row)
    return found.sort(), alone


@pytest.mark.parametrize("config", CONFIGS)
def test_all_policies_come_back(config, tmp_path):
    result = run_export("--format", "spacy", "--config", config, "-o", tmp_path)
    found, alone = read_groups(read_docs(tmp_path))
    check_kept("spacy", config, found)
    assert f"lost: {alone} slots in user_data alone" in result.stderr
    assert 0 < alone < len(found.slots) / 50


def test_nested_spans_of_one_type_are_in_the_group(tmp_path):
    docs = read_docs(export_release("spacy", "clauses", tmp_path))
    nested = 0
    for doc in docs:
        spans = list(doc.spans["slots"])
        pairs = [(a, b) for a in spans for b in spans if a is not b and a.start <= b.start and b.end <= a.end]
        nested += sum(a.label_ == b.label_ for a, b in pairs)
    assert nested > 20


def test_cats_are_the_labels(tmp_path):
    [doc] = read_docs(write_selection("spacy", tmp_path))
    assert {name for name, value in doc.cats.items() if value == 1.0} == {
        "data_retention",
        "data_security",
        "specific_audiences",
    }
    assert len(doc.cats) == 13


def test_what_does_not_align_is_kept_by_its_offsets(tmp_path):
    docs = read_docs(write_selection("spacy", tmp_path))
    found, alone = read_groups(docs)
    expected = expect(make_odd_selection())
    assert (found.practices, found.slots) == (expected.practices, expected.slots)
    assert alone == 1
    assert [span.text for span in docs[0].spans["slots"]] == ["x𝄞y", "𝄞", "your x𝄞y e-mail"]
