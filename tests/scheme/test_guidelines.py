"""Every example in the guidelines is a true quotation, and every id in a verdict exists."""

import json
import re

import pytest

from mepp5.corpus.clauses import read_units
from mepp5.corpus.manifest import read_manifest
from mepp5.corpus.text import read_text_of
from mepp5.paths import ROOT
from mepp5.scheme.examples import Example, find_quoted, parse_examples, read_examples, squeeze
from mepp5.scheme.guidelines import GUIDELINES
from mepp5.scheme.taxonomy import read_taxonomy

RULES = 12


DOCUMENT = (ROOT / GUIDELINES).read_text(encoding="utf-8")
EXAMPLES = parse_examples(DOCUMENT)
TEXTS = {policy.id: squeeze(read_text_of(policy.id)) for policy in read_manifest()}


def find_unknown_ids(text: str) -> set[str]:
    """The `…` in the text that are neither a category, a polarity, a slot nor `slot = value` of the taxonomy."""
    taxonomy = read_taxonomy()
    known = {*taxonomy.category_ids, *taxonomy.polarities, *taxonomy.slot_ids}
    known |= {f"{slot.id} = {value}" for slot in taxonomy.slots for value in slot.values}
    return set(re.findall(r"`([^`]+)`", text)) - known


def test_every_line_that_looks_like_an_example_is_parsed():
    lines = DOCUMENT.split("\n")
    assert len(EXAMPLES) == sum(line.startswith(("> ", "| [")) for line in lines)
    assert sum(len(example.kinds) for example in EXAMPLES) == sum(line.startswith(("- **is", "| [")) for line in lines)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.policy}: {example.quote[:40]}")
def test_quotes_stand_in_the_corpus_and_phrases_in_the_quotes(example):
    assert example.quote == squeeze(example.quote)
    assert example.quote in TEXTS[example.policy]
    assert example.verdicts
    for verdict in example.verdicts:
        for phrase in re.findall("«([^»]+)»", verdict):
            assert phrase in example.quote


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.policy}: {example.quote[:40]}")
def test_verdicts_use_ids_of_the_taxonomy(example):
    assert not find_unknown_ids(" ".join(example.verdicts))


def test_the_parser_sees_a_false_quote_and_a_false_id():
    false = parse_examples("## S\n\n> [smartmi] We sell all.\n\n- **is not** `data_safety`: it is `place = Mars`.\n")
    assert false == [Example("S", "smartmi", "We sell all.", ("is not",), ("`data_safety`: it is `place = Mars`.",))]
    assert false[0].quote not in TEXTS["smartmi"]
    assert find_unknown_ids(false[0].verdicts[0]) == {"data_safety", "place = Mars"}


@pytest.mark.parametrize("rule", range(1, RULES + 1))
def test_every_rule_has_an_example_that_is_and_one_that_is_not(rule):
    examples = [example for example in EXAMPLES if example.section.startswith(f"Rule {rule}. ")]
    kinds = {kind for example in examples for kind in example.kinds}
    assert kinds == {"is", "is not"}
    assert len(examples) >= 2


def test_there_are_twelve_rules_and_all_policies_give_examples():
    assert len(re.findall(r"^### Rule \d+\. ", DOCUMENT, re.M)) == RULES
    assert {example.policy for example in EXAMPLES} == set(TEXTS)


def test_every_category_and_slot_has_an_example():
    taxonomy = read_taxonomy()
    verdicts = " ".join(verdict for example in EXAMPLES for verdict in example.verdicts)
    missing = [category for category in taxonomy.category_ids if f"`{category}`" not in verdicts]
    missing += [slot for slot in taxonomy.slot_ids if f"`{slot} = " not in verdicts]
    assert not missing


def test_the_protocol_shows_the_hand_in_format_with_ids_of_the_taxonomy():
    taxonomy = read_taxonomy()
    protocol = (ROOT / "annotations/protocols/reader.md").read_text(encoding="utf-8")
    (line,) = [line for line in protocol.split("\n") if line.startswith("    {")]
    shown = json.loads(line)
    assert list(shown) == ["id", "practices", "slots"]
    assert {practice["category"] for practice in shown["practices"]} <= set(taxonomy.category_ids)
    assert {practice["polarity"] for practice in shown["practices"]} <= set(taxonomy.polarities)
    assert all(slot["value"] in taxonomy.values_of(slot["slot"]) for slot in shown["slots"])


def test_quoted_clauses_are_found():
    units = [unit for policy in read_manifest() for unit in read_units(policy.id)]
    quoted = find_quoted(read_examples(), units)
    assert "xiaomi-2019/0223" in quoted
    assert "xiaomi-2019/0222" not in quoted
    assert len(quoted) >= len({(example.policy, squeeze(example.quote)) for example in EXAMPLES})
