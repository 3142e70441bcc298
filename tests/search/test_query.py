"""Conditions on a row, and what is marked of it."""

import pytest

from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.search.lines import mark_text
from mepp5.search.query import Query, match_row, point_out

TAXONOMY = read_taxonomy()
TEXT = "We never sell your heart rate abroad, and we keep it for a week."
#       0         1         2         3         4         5         6


def span(words: str, **labels) -> dict:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, **labels}


ROW = {
    "policy": "beta",
    "text": TEXT,
    "labels": ["data_retention", "international_transfer"],
    "topics": ["third_party_sharing_collection", "data_retention", "international_transfer"],
    "practices": [
        span(
            "We never sell your heart rate abroad",
            category="international_transfer",
            polarity="negated",
            subjects=["third_party_sharing_collection"],
        ),
        span("we keep it for a week", category="data_retention", polarity="affirmed", subjects=[]),
    ],
    "slots": [
        span("heart rate", slot="data_type", value="health_fitness"),
        span("abroad", slot="place", value="outside_jurisdiction"),
        span("a week", slot="retention", value="stated_period"),
    ],
}


def mark(**conditions) -> str | None:
    """Return the text with marks as a pipe has it, None if the row does not match."""
    marks = match_row(Query(**conditions), ROW, TAXONOMY)
    return None if marks is None else mark_text(TEXT, *point_out(marks, TEXT), styled=False).plain


@pytest.mark.parametrize(
    ("conditions", "marked"),
    [
        ({}, TEXT),
        ({"policies": ("alpha-2020", "beta")}, TEXT),
        ({"phrases": ("WE",)}, TEXT.replace("We", "«We»").replace("we ", "«we» ")),
        ({"phrases": ("heart rate", "heart")}, TEXT.replace("heart rate", "«heart rate»")),
        ({"slots": ("place", "right")}, TEXT.replace("abroad", "«abroad»")),
        ({"values": ("stated_period",)}, TEXT.replace("a week", "«a week»")),
        ({"values": ("data_type=health_fitness",)}, TEXT.replace("heart rate", "«heart rate»")),
        ({"slots": ("place",), "values": ("outside_jurisdiction",)}, TEXT.replace("abroad", "«abroad»")),
        ({"categories": ("data_retention",)}, TEXT.replace("we keep it for a week", "«we keep it for a week»")),
        (
            {"categories": ("data_retention",), "phrases": ("week",)},
            TEXT.replace("we keep it for a week", "«we keep it for a «week»»"),
        ),
        (
            {"topics": ("third_party_sharing_collection",), "polarities": ("negated",)},
            "«We never sell your heart rate abroad»" + TEXT[36:],
        ),
        # Each may be kept by a practice of its own, where no polarity binds them.
        (
            {"categories": ("data_retention",), "topics": ("third_party_sharing_collection",)},
            "«We never sell your heart rate abroad», and «we keep it for a week».",
        ),
        ({"points": ("13.2.a",)}, TEXT.replace("we keep it for a week", "«we keep it for «a week»»")),
        ({"points": ("14(1)(d)", "13(2)(b)")}, TEXT.replace("heart rate", "«heart rate»")),
    ],
)
def test_what_matches_is_marked(conditions, marked):
    assert mark(**conditions) == marked


@pytest.mark.parametrize(
    "conditions",
    [
        {"policies": ("alpha-2020",)},
        {"phrases": ("heart", "lung")},
        {"phrases": ("sel",)},
        {"categories": ("third_party_sharing_collection",)},
        {"topics": ("data_security",)},
        {"slots": ("right",)},
        {"slots": ("place",), "values": ("stated_period",)},  # not the same phrase
        {"values": ("place=stated_period",)},
        {"categories": ("data_retention",), "polarities": ("negated",)},  # not the same practice
        {"categories": ("data_retention",), "topics": ("third_party_sharing_collection",), "polarities": ("negated",)},
        {"topics": ("data_retention",), "polarities": ("negated",)},
        {"polarities": ("unknown",)},
        {"points": ("13.2.b",)},
    ],
)
def test_one_condition_that_is_not_kept_is_enough(conditions):
    assert mark(**conditions) is None


def test_a_practice_that_is_the_whole_clause_is_not_marked():
    whole = {**ROW, "practices": [{**ROW["practices"][0], "start": 0, "end": len(TEXT) - 1}]}
    marks = match_row(Query(polarities=("negated",)), whole, TAXONOMY)
    assert [(each.start, each.end, each.by) for each in marks] == [(0, len(TEXT) - 1, "practice")]
    assert point_out(marks, TEXT) == ([], [])


def test_marks_in_a_terminal_are_styles():
    text = mark_text(TEXT, [(19, 29)], [(0, 36)], styled=True)
    assert text.plain == TEXT
    assert [(each.start, each.end, each.style) for each in text.spans] == [
        (0, 36, "underline"),
        (19, 29, "bold underline"),
    ]
