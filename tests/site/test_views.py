"""What is said of an annotator beside the reference."""

from mepp5.annotation.annotators import GIVES
from mepp5.site.views import make_view

TEXT = "We keep your name for a year; and"


def practice(category: str, start: int = 0, end: int = 28, polarity: str = "affirmed", subjects: tuple = ()):
    words = TEXT[start:end]
    return {"start": start, "end": end, "text": words, "category": category, "polarity": polarity, "subjects": subjects}


def slot(words: str, name: str, value: str):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, "slot": name, "value": value}


NAME = slot("your name", "data_type", "contact_details")
REFERENCE = {"text": TEXT, "practices": [practice("data_retention")], "slots": [NAME]}


def view(practices: list, slots: list, gives=GIVES):
    return make_view({"annotator": "anyone", "practices": practices, "slots": slots}, REFERENCE, gives)


def test_the_same():
    found = view([practice("data_retention")], [NAME])
    assert found.agrees
    assert found.partial == ""
    assert [line for line, _ in found.lines] == ["data_retention, affirmed", "data_type = contact_details: “your name”"]


def test_what_differs_is_told_both_ways():
    found = view([practice("data_security", 0, 7, "negated", ("policy_change",))], [NAME])
    assert not found.agrees
    assert found.lines[0] == ("data_security, negated, about policy_change: “We keep”", False)
    assert found.lines[1][1]
    assert found.missing == ("data_retention, affirmed",)


def test_an_annotator_is_held_to_what_it_gives_alone():
    found = view([practice("data_retention", 3, 7, "negated")], [], ("categories",))
    assert found.agrees
    assert found.partial == "categories"
    assert found.lines == (("data_retention", True),)


def test_another_extent_is_a_difference_for_one_who_gives_extents():
    assert not view([practice("data_retention", 3, 28)], [NAME]).agrees
    assert view([practice("data_retention", 3, 28)], [NAME], ("categories", "polarities", "slots")).agrees
