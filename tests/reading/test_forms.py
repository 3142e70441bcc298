"""The doors for JSON, JSON lines and TOML, and where in a file a fault stands."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mepp5.errors import CorpusError
from mepp5.files import Object, dump_json
from mepp5.reading.forms import Count, Fault, Line, form, open_form, parse_json, read_json, read_jsonl, read_toml
from mepp5.reading.places import find_json_line, find_toml_line, show_path


@form
@dataclass(frozen=True, slots=True)
class Leaf:
    """A form of one file's value."""

    name: Line
    size: Count = 0


@form
@dataclass(frozen=True, slots=True)
class Tree:
    """A form of a whole file."""

    leaf: tuple[Leaf, ...]


@open_form
@dataclass(frozen=True, slots=True)
class Loose:
    """A form that passes other keys over."""

    name: str


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"name": "a", "size": true}', "size: true should be a valid integer"),
        ('{"name": "a", "size": "1"}', 'size: "1" should be a valid integer'),
        ('{"name": "a", "size": 1.0}', "size: 1.0 should be a valid integer"),
        ('{"name": "a", "size": -1}', "size: -1 should be greater than or equal to 0"),
        ('{"name": "a", "size": 2147483648}', "size: 2147483648 should be less than or equal to 2147483647"),
        ('{"name": 1}', "name: 1 should be a valid string"),
        ('{"name": "a\\nb"}', 'name: "a\\nb" should be one line of text'),
        ('{"name": " "}', 'name: " " should be one line of text'),
        ('{"size": 1}', "name: is missing"),
        ('{"name": "a", "colour": 1}', "colour: is an unknown key"),
        ('{"size": "x", "colour": 1}', "is missing (2 more faults)"),
        ('{"name": "a", "name": "b"}', 'the key "name" stands twice in one object'),
        ("[]", "[] should be an object"),
        ("NaN", "NaN is not a number of JSON"),
        ('{"name": "a", "size": 1e999}', '"1e999" is a number beyond all bounds'),
        ('{"name": "a", "size": ' + "9" * 5000 + "}", "a number that cannot be read"),
        ('{"name": "\\ud800"}', "half of a character (a lone surrogate) in a text"),
        ("[" * 100_000, "nested too deeply"),
        ('{"name": ' + "[" * 200 + "]" * 200 + "}", "name: "),
        ("", "not valid JSON (Expecting value at column 1)"),
        ('{"name": "' + "x" * 200 + '\\n"}', "… should be one line of text"),
    ],
)
def test_a_value_of_another_form_is_refused(text, problem):
    with pytest.raises(Fault) as caught:
        parse_json(text, Leaf)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_a_value_of_the_form_is_read():
    assert parse_json('{"name": "a", "size": 2}', Leaf) == Leaf("a", 2)
    assert parse_json('{"leaf": [{"name": "a"}]}', Tree) == Tree((Leaf("a"),))


def test_a_form_of_others_passes_unknown_keys_over():
    assert parse_json('{"name": "a", "colour": 1}', Loose) == Loose("a")


def test_a_fault_in_json_is_named_with_its_line(tmp_path: Path):
    path = tmp_path / "tree.json"
    path.write_text('{\n "leaf": [\n  {"name": "a"},\n  {"name": 3}\n ]\n}\n')
    with pytest.raises(CorpusError) as caught:
        read_json(path, Tree, "write it anew")
    assert str(caught.value) == f"{path}: line 4: leaf[1].name: 3 should be a valid string; write it anew."


def test_broken_json_is_named_with_its_line(tmp_path: Path):
    path = tmp_path / "tree.json"
    path.write_text('{\n "leaf": [\n')
    with pytest.raises(CorpusError, match=r"tree\.json: line 3: not valid JSON"):
        read_json(path, Tree)


def test_a_fault_in_json_lines_is_named_with_its_line(tmp_path: Path):
    path = tmp_path / "leaves.jsonl"
    path.write_text('{"name": "a"}\n{"name": "b", "size": null}\n')
    with pytest.raises(CorpusError, match=r"leaves\.jsonl: line 2: size: null should be a valid integer; mend"):
        read_jsonl(path, Leaf)
    path.write_text('{"name": "a"}\n\n')
    with pytest.raises(CorpusError, match=r"leaves\.jsonl: line 2: not valid JSON"):
        read_jsonl(path, Leaf)
    path.write_text("")
    assert read_jsonl(path, Leaf) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            '[[leaf]]\nname = "a"\n\n[[leaf]]\nsize = 1\nname = 2\n',
            r"line 6: leaf\[1\]\.name: 2 should be a valid string",
        ),
        ('[[leaf]]\nname = "a"\n\n[[leaf]]\nsize = 1\n', r"line 4: leaf\[1\]\.name: is missing"),
        ("[[leaf]]\nname = 2020-01-01\n", "line 1: a date or time without quotation marks"),
        ("[[leaf]]\nname = nan\n", "line 1: a number that cannot be read"),
        ("[[leaf]]\nname = " + "9" * 5000 + "\n", "line 1: a number that cannot be read"),
        ("[[leaf]]\nname = " + "[" * 5000 + "\n", "line 1: nested too deeply"),
        ('[[leaf]]\nname = "a"\nname = "b"\n', "line 1: not valid TOML"),
        ('[[leaf]]\nname = "\\ud800"\n', "line 1: not valid TOML"),
        ("colour = 1\n", r"line 1: leaf: is missing \(1 more faults\)"),
    ],
)
def test_a_fault_in_toml_is_named_with_its_line(tmp_path: Path, text, problem):
    path = tmp_path / "tree.toml"
    path.write_text(text)
    with pytest.raises(CorpusError, match=rf"tree\.toml: {problem}") as caught:
        read_toml(path, Tree)
    assert "\n" not in str(caught.value)


def test_paths_are_shown_as_they_are_written():
    assert show_path(("policy", 2, "split")) == "policy[2].split"
    assert show_path((0, "a key", "x")) == '[0]["a key"].x'
    assert show_path(()) == ""


VALUES = st.recursive(
    st.none() | st.integers() | st.text(st.characters(codec="utf-8"), max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=2), inner, max_size=3),
    max_leaves=12,
)


@given(VALUES, st.data())
def test_every_line_of_json_is_found(value, data):
    """Walk down at random; the line that is found begins with the key or the value that the walk ended at."""
    text, steps, inner = dump_json(value).decode(), [], value
    while isinstance(inner, list | dict) and inner and data.draw(st.booleans()):
        step = data.draw(st.sampled_from(range(len(inner)) if isinstance(inner, list) else sorted(inner)))
        steps.append(step)
        inner = inner[step]
    line = text.split("\n")[find_json_line(text, steps) - 1]
    first = dump_json(inner).decode().split("\n")[0]
    assert line.strip().rstrip(",").endswith(first.strip())


def test_a_line_of_what_is_not_there_is_that_of_the_last_that_is():
    assert find_json_line('{\n"a": [\n1\n]}', ["a", 7]) == 2
    assert find_toml_line("x = 1\n[[leaf]]\nname = 1\n", ["leaf", 4, "name"]) == 1


def test_an_untyped_object_is_read_as_it_is(tmp_path: Path):
    path = tmp_path / "any.json"
    path.write_text('{"a": [1, null, {"b": 0.5}]}')
    assert read_json(path, Object) == {"a": [1, None, {"b": 0.5}]}


def test_a_key_longer_than_any_name_is_cut():
    assert show_path(["a" * 100_000, 2]) == f'["{"a" * 120} …"][2]'
