"""What is predicted of two documents: nothing is lost, nothing forced, and no number, date or name is overlooked."""

from dataclasses import replace

import pytest

from baselines.changes.models import Learned
from baselines.changes.problem import load_problems
from baselines.compare.names import find_details
from baselines.compare.prediction import LONGEST, predict_comparison
from mepp5.diff.comparison import Clause, Document
from mepp5.diff.filtering import select_entries


@pytest.fixture(scope="module")
def problems():
    return load_problems()


@pytest.fixture(scope="module")
def model(problems):
    return Learned(problems)


def compare(model, old, new):
    return predict_comparison(Document("old"), Document("new"), (old, new), {}, model)


def make(side, *texts, section="Data"):
    return [Clause(f"{side}/{n}", text, (section,), ("data_retention",)) for n, text in enumerate(texts, start=1)]


TEXTS = (
    "We keep your account data for 30 days after you close the account.",
    "We share postal addresses with Orchid Couriers so that parcels arrive.",
    "This notice took effect on March 3, 2021.",
    "You may ask us at any time which of your photographs we hold.",
)
MORE = "Our office in Ghent answers letters within two weeks."


def test_equal_documents_have_not_changed(model):
    found = compare(model, make("old", *TEXTS), make("new", *TEXTS))
    assert [entry.form for entry in found.entries] == ["identical"] * len(TEXTS)
    assert not select_entries(found)
    assert not found.notes


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [(0, "30 days", "90 days"), (1, "Orchid Couriers", "Bramble Couriers"), (2, "March 3, 2021", "June 9, 2023")],
)
def test_numbers_names_and_dates_are_always_a_change(model, place, old, new):
    changed = [text.replace(old, new) for text in TEXTS]
    found = compare(model, make("old", *TEXTS), make("new", *changed))
    (entry,) = select_entries(found)
    assert (entry.old[0].text, entry.new[0].text) == (TEXTS[place], changed[place])
    assert (entry.form, entry.meaning) == ("reworded", "changed")
    words = [(each.old_text, each.new_text) for each in entry.differences]
    assert any(one in old and other in new for one, other in words)
    assert any(old.split()[0] in note or old in note for note in found.notes)


def test_documents_that_share_nothing_are_not_forced_together(model, problems):
    strange = make("new", "Fold the egg whites into the batter.", "Bake for an hour.", "Serve with cream and pears.")
    found = compare(model, list(problems[0].old), strange)
    assert {entry.form for entry in found.entries} == {"removed", "added"}


def test_every_clause_stands_in_one_entry_and_in_order(model, problems):
    problem = problems[-1]
    found = compare(model, problem.old, problem.new)
    for side, clauses in (("old", problem.old), ("new", problem.new)):
        held = [clause.id for entry in found.entries for clause in getattr(entry, side)]
        assert sorted(held) == sorted(clause.id for clause in clauses)
    firsts = [entry.old[0].id for entry in found.entries if entry.old]
    assert firsts == sorted(firsts)


def test_no_number_date_or_address_that_changed_is_left_out(model, problems):
    problem = problems[-1]
    found = compare(model, problem.old, problem.new)
    shown = [clause.text for entry in select_entries(found) for clause in (*entry.old, *entry.new)]
    seen = {detail for text in shown for detail in find_details(text)}
    old, new = ({d for c in side for d in find_details(c.text)} for side in (problem.old, problem.new))
    assert old ^ new
    assert (old ^ new) <= seen


def test_differences_quote_what_stands_there(model, problems):
    problem = problems[0]
    found = compare(model, problem.old, problem.new)
    texts = {clause.id: clause.text for clause in (*problem.old, *problem.new)}
    quoted = [each for entry in found.entries for each in entry.differences]
    assert quoted
    for each in quoted:
        for clause, start, words in (
            (each.old_clause, each.old_start, each.old_text),
            (each.new_clause, each.new_start, each.new_text),
        ):
            if words and words in texts[clause]:
                assert texts[clause][start : start + len(words)] == words


def test_a_clause_that_moved_is_told_and_a_section_that_moved_whole_is_not(model):
    letters = make("old", *TEXTS[:2], section="Storing") + make("old", *TEXTS[2:], MORE, section="Dates")
    old = [replace(clause, id=f"old/{n}") for n, clause in enumerate(letters, start=1)]
    new = [replace(clause, id=f"new/{n}") for n, clause in enumerate(letters[2:] + letters[:2], start=1)]
    stray = [replace(new[0], section=("Storing",)), *new[1:]]
    assert not [entry for entry in compare(model, old, new).entries if entry.moved]
    assert [entry.old[0].id for entry in compare(model, old, stray).entries if entry.moved] == ["old/3"]


def test_a_clause_of_very_many_characters_finds_its_partner_by_its_beginning(monkeypatch, model):
    """What compares letters takes the cube of their number."""
    given = []
    monkeypatch.setattr(model, "align", lambda *sides: given.append(sides) or [])
    texts = ["We keep your data. " * 3000, "a" * LONGEST, "b" * (LONGEST + 1)]
    found = compare(model, make("old", *texts), make("new", TEXTS[0]))
    (old, new) = given[0]
    assert [clause.text for clause in old] == [text[:LONGEST] for text in texts]
    assert [clause.id for clause in old] == ["old/1", "old/2", "old/3"]
    assert [clause.text for clause in new] == [TEXTS[0]]
    assert [entry.old[0].text for entry in found.entries if entry.old] == texts  # nothing of it is lost


def test_clauses_that_repeat_themselves_for_very_long_are_compared(model):
    texts = [
        "We share data with partners and " * 1500 + "others.",
        "We share data with partners or " * 1500 + "others.",
    ]
    (entry,) = compare(model, make("old", texts[0]), make("new", texts[1])).entries
    assert [clause.text for clause in (*entry.old, *entry.new)] == texts
    assert entry.form == "reworded"
