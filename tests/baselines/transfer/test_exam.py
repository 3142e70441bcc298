"""A copy of OPP-115 read: who says what, what two of three say, and which titles and clauses its paragraphs have."""

from pathlib import Path

import numpy as np
import pytest

from baselines.transfer.exam import Exam, prepare_exam
from baselines.transfer.pages import Page, read_page
from baselines.transfer.policies import Policy, find_counterparts
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from mepp5.scheme.taxonomy import read_taxonomy
from tests.baselines.transfer.fixture_copy import BAKERY, FORUM, LAMPS, PEOPLE, make_copy


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Exam:
    return prepare_exam(make_copy(tmp_path_factory.mktemp("exam")), ROOT)


def name_marks(marks: np.ndarray, exam: Exam) -> list[set[str]]:
    return [{name for name, mark in zip(exam.categories, row, strict=True) if mark} for row in marks]


def read(*segments: str) -> Page:
    return read_page(Policy("1_made.up", segments, np.zeros((3, len(segments), 12), bool)))


# People


def test_two_of_our_categories_are_one_of_theirs():
    counterparts = find_counterparts(read_taxonomy())
    assert len(counterparts) == len(set(counterparts.values())) == 12
    assert counterparts["international_and_specific_audiences"] == "International and Specific Audiences"
    assert counterparts["introductory_generic"] == "Introductory/Generic"


def test_policies_come_by_name_each_with_its_segments(exam):
    assert exam.names == [LAMPS, FORUM, BAKERY]
    assert exam.policies.tolist() == [LAMPS] * 5 + [FORUM] * 3 + [BAKERY] * 3


def test_a_category_by_majority_is_one_of_two_people_or_more(exam):
    first, second, third = (name_marks(votes, exam)[1] for votes in exam.votes)
    assert first == {"first_party_collection_use", "data_security"}
    assert second == {"first_party_collection_use"}
    assert third == {"data_security"}
    truth = name_marks(exam.truth, exam)
    assert truth[:5] == [
        {"introductory_generic"},
        {"first_party_collection_use", "data_security"},
        {"third_party_sharing_collection"},
        set(),
        {"privacy_contact_information"},
    ]
    assert truth[9] == {"international_and_specific_audiences"}


def test_paragraphs_without_majority_are_not_scored(exam):
    assert np.flatnonzero(~exam.scored).tolist() == [3, 10]


def test_other_kinds_of_other_are_counted_and_left_out(exam):
    assert exam.left_out == {"Other": 2}


# Pages


def test_a_heading_is_the_title_of_its_segment_and_those_after_it_but_not_its_own(exam):
    lamps = exam.pages[0]
    expected = ["Lamps and your data", "What we collect", "What we collect", "", "Where to write"]
    assert lamps.paragraphs["section"].tolist() == expected
    assert lamps.paragraphs["text"][1].startswith("What we collect We collect your name")
    assert set(lamps.paragraphs["context"]) == {""}


def test_clauses_know_their_paragraph_and_what_stands_before_them(exam):
    lamps = exam.pages[0]
    assert lamps.owners.tolist() == [0, 1, 1, 2, 3, 4, 4]
    assert lamps.clauses["text"][2] == "We encrypt what we store on our servers."
    assert lamps.clauses["context"][2] == "We collect your name and your e-mail address."
    assert lamps.clauses["section"][3] == "What we collect"


def test_a_paragraph_without_clause_is_asked_as_a_whole(exam):
    assert exam.pages[0].whole == 1
    assert exam.pages[0].clauses["text"][4] == "Where to write"


def test_a_lead_in_may_stand_a_segment_above_its_items():
    page = read(
        "We keep the following:", "<ul> <li> your name; </li> <li> your age. </li> </ul>", "That is all we keep."
    )
    assert page.owners.tolist() == [0, 1, 1, 2]
    assert page.clauses["context"].tolist()[1:3] == ["We keep the following:"] * 2


def test_a_segment_without_words_is_a_paragraph_too():
    page = read("<strong> Books </strong> <br> <br> We keep your name.", " <br> ", "We keep your age.")
    assert page.paragraphs["text"].tolist() == ["Books We keep your name.", "", "We keep your age."]
    assert page.paragraphs["section"].tolist() == ["Books"] * 3
    assert (page.owners.tolist(), page.whole) == ([0, 1, 2], 1)


def test_what_stands_below_a_notice_of_copyright_is_still_the_policy():
    prose = ("We keep your name for as long as you are our customer, and no longer than that.",)
    prose += ("We share it with those who bring our bread to you, and with nobody else at all.",)
    page = read(*prose, "© 2015 The Bakery. All rights reserved.", "We may tell the police where you live.")
    assert page.clauses["text"].tolist()[3] == "We may tell the police where you live."
    assert page.whole == 1


def test_a_policy_without_words_is_refused():
    with pytest.raises(CorpusError, match=r"1_made\.up\.html: no segment with words"):
        read("<br>", " ")


def test_a_segment_that_cannot_be_read_is_told_with_its_place():
    deep = "<div>" * 5000 + "We keep it."
    with pytest.raises(CorpusError, match=r"^1_made\.up\.html: segment 1: .*[^.]\.$"):
        read("<p>We keep letters.</p>", deep)


def test_people_who_agree_on_nothing_are_refused(tmp_path: Path):
    copy = make_copy(tmp_path)
    said = ("Data Security", "Data Retention", "Do Not Track")
    rows = [f"1,b,{person},9,0,{name},{{}},1,x\n" for person, name in zip(PEOPLE, said, strict=True)]
    for table in (copy / "annotations").iterdir():
        table.write_text("".join(rows))
    with pytest.raises(CorpusError, match="no two people give a paragraph the same category"):
        prepare_exam(copy, ROOT)
