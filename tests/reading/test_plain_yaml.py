"""YAML that repeats itself, or is none, is one sentence and no tree of billions of nodes."""

import pytest

from mepp5.errors import CorpusError
from mepp5.metadata.citation import CITATION, read_citation
from mepp5.reading.forms import Fault
from mepp5.reading.plain_yaml import load_plain

LAUGHS = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30))
REFUSED = {
    "aliases of aliases": (LAUGHS, "line 2: the alias *a0 repeats"),
    "a list in itself": ("a: &a\n  - *a\n", "line 2: the alias *a repeats"),
    "merged maps": ("a: &a {b: c}\nd: {<<: [*a, *a]}\n", "line 2: the alias *a repeats"),
    "no character": ('a: "\\U00110000"\n', "not valid YAML"),
    "a list as a key": ("? [a]\n: b\n", "not valid YAML"),
    "cut short": ("- [\n", "not valid YAML"),
    "deep": ("[" * 20_000 + "]" * 20_000, "nested too deeply"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_dangerous_or_broken_is_refused(name, tmp_path):
    text, message = REFUSED[name]
    with pytest.raises(Fault) as caught:
        load_plain(text)
    assert message in str(caught.value)
    (tmp_path / CITATION).write_text(text)
    with pytest.raises(CorpusError, match=CITATION):
        read_citation(tmp_path)


def test_every_scalar_is_a_text_and_no_tag_makes_anything():
    text = "version: 1.10\ndate: 2026-11-28\nno: no\nnothing:\nobject: !!python/object:os.system x\n"
    assert load_plain(text) == {"version": "1.10", "date": "2026-11-28", "no": "no", "nothing": "", "object": "x"}


def test_aliases_in_the_card_are_no_description(finished_copy):
    from mepp5.checks.catalogue import run_checks

    card = finished_copy / "README.md"
    card.write_text(f"---\n{LAUGHS}configs: *a29\n---\n")
    assert "card-hash" in {finding.check for finding in run_checks(finished_copy)}
