"""brat: read back by a reader of brat's published rules for standoff, and for annotation.conf."""

import re
from pathlib import Path

import pytest

from mepp5.errors import CorpusError
from mepp5.exports import brat
from tests.exports.fixture_exports import (
    CONFIGS,
    Found,
    check_kept,
    expect,
    export_release,
    make_odd_selection,
    read_key,
    write_selection,
)

SLOT_VALUE = "_value"


def read_ann(lines: list[str], text: str) -> tuple[dict, dict, dict]:
    """Return {T id: (type, fragments)}, {T id: {attribute: value or True}} and {T id: note}.

    An id, a tab, then: of T type and offsets (fragments divided by ";"), a tab, the words (fragments joined by a
    space), of A name, target and, unless it is binary, a value; of # type and target, a tab, the note.
    """
    spans, attributes, notes = {}, {}, {}
    for line in lines:
        id, rest = line.split("\t", 1)
        assert re.fullmatch(r"[TA#]\d+", id), line
        if id[0] == "T":
            head, words = rest.split("\t", 1)
            type, places = head.split(" ", 1)
            fragments = [tuple(map(int, place.split(" "))) for place in places.split(";")]
            assert words == " ".join(text[start:end] for start, end in fragments)
            assert fragments == sorted(fragments)
            spans[id] = (type, fragments)
        elif id[0] == "A":
            name, target, *value = rest.split(" ")
            assert len(value) < 2, line
            assert name not in attributes.setdefault(target, {}), line  # one value an attribute
            attributes[target][name] = value[0] if value else True
        else:
            head, note = rest.split("\t")
            assert head.split(" ")[0] == "AnnotatorNotes"
            notes[head.split(" ")[1]] = note
    assert set(attributes) <= set(spans)
    return spans, attributes, notes


def read_configuration(directory: Path) -> dict[str, list[str]]:
    """Return {section: its lines}."""
    sections: dict[str, list[str]] = {}
    for line in (directory / "annotation.conf").read_text().splitlines():
        if match := re.fullmatch(r"\[(\w+)]", line):
            sections[match[1]] = current = []
        elif line.strip():
            current.append(line)
    return sections


def read_attributes(directory: Path) -> dict[str, tuple[set[str], set[str]]]:
    """Return {attribute: (types that it is of, its values)}; a binary one has none."""
    found = {}
    for line in read_configuration(directory)["attributes"]:
        name, arguments = line.split("\t")
        given = dict(argument.split(":") for argument in arguments.split(", "))
        found[name] = (set(given["Arg"].split("|")), set(given.get("Value", "").split("|")) - {""})
    return found


def read_brat(directory: Path) -> Found:
    found, allowed = Found(), read_attributes(directory)
    types = {line.strip() for line in read_configuration(directory)["entities"] if not line.startswith("!")}
    for path in directory.rglob("*.ann"):
        split, annotator = read_key(path, directory)
        text = path.with_suffix(".txt").read_bytes().decode()
        found.texts[split, path.stem] = text
        written = path.read_bytes().decode()
        spans, attributes, notes = read_ann(written.removesuffix("\n").split("\n") if written else [], text)
        for id, (type, fragments) in spans.items():
            own = attributes.get(id, {})
            assert type in types
            for name, value in own.items():
                assert type in allowed[name][0], name
                assert value in allowed[name][1] or (value is True and not allowed[name][1])
            key = (split, annotator, notes[id], fragments[0][0], fragments[-1][1], type)
            if "polarity" in own:
                about = tuple(name.removeprefix("about_") for name in own if name.startswith("about_"))
                found.practices.append((*key, own["polarity"], about))
            else:
                found.slots.append((*key, own[f"{type}{SLOT_VALUE}"].replace("-", " ")))
    return found.sort()


@pytest.mark.parametrize("config", CONFIGS)
def test_all_policies_come_back(config, tmp_path):
    check_kept("brat", config, read_brat(export_release("brat", config, tmp_path)))


def test_spans_over_lines_and_beyond_the_bmp_come_back(tmp_path):
    found, expected = read_brat(write_selection("brat", tmp_path)), expect(make_odd_selection())
    assert (found.practices, found.slots) == (expected.practices, expected.slots)
    [line, *_] = [line for line in (tmp_path / "test/odd.ann").read_text().splitlines() if "specific_audiences" in line]
    assert re.fullmatch(r"T1\tspecific_audiences \d+ \d+;\d+ \d+\tWe keep", line)


def test_the_configuration_allows_spans_in_each_other(tmp_path):
    sections = read_configuration(write_selection("brat", tmp_path))
    assert list(sections) == ["entities", "relations", "events", "attributes"]
    assert sections["relations"] == ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"]


def test_a_value_that_brat_could_not_give_back_is_refused():
    selection = make_odd_selection()
    selection.parts[0].documents[0].clauses[0].slots[0]["value"] = "opt-in"
    with pytest.raises(CorpusError, match="'opt-in' has a hyphen"):
        brat.export(selection)
