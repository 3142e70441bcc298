"""The report's section on changes: cases counted by hand, what is told of scores, plots, the benchmark's figures."""

import re
from pathlib import Path

import pytest

from baselines.report.changes.plots import draw_change_effects, draw_change_links, draw_change_plots
from baselines.report.changes.section import (
    CHANGE_GROWTH,
    ChangeGrowth,
    collect_links,
    count_effects,
    write_change_growth,
    write_changes,
)
from benchmarks.change_growth import BOUNDS, make_documents
from mepp5.documents.change_scores import NOT_RUN
from mepp5.documents.change_tables import NOTHING
from mepp5.files import Object
from mepp5.paths import ROOT
from mepp5.reading.forms import read_json
from mepp5.release.change_protocols import read_change_rows
from mepp5.release.loading import read_rows
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.scoring.change_results import CEILING, CHANGE_RESULTS
from tests.fixture_changes import FIRST, SECOND
from tests.release.fixture_release import make_release

CATEGORIES = read_taxonomy(ROOT).category_ids


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> Path:
    """The tiny release, not to be changed."""
    return make_release(tmp_path_factory.mktemp("changes"))


@pytest.fixture(scope="module")
def effects(tiny):
    return count_effects(read_change_rows(tiny), CATEGORIES)


@pytest.fixture(scope="module")
def results() -> Object:
    return read_json(ROOT / CHANGE_RESULTS, Object)


def test_cases_are_counted_by_the_categories_of_their_clauses(effects):
    first = {name: tuple(own.values()) for name, own in effects[FIRST].items() if any(own.values())}
    assert first == {  # broader, narrower, different
        "first_party_collection_use": (0, 1, 1),  # a removed lead-in; "heart rate" became "Cookies"
        "third_party_sharing_collection": (1, 0, 0),  # the removed denial
        "user_access_edit_deletion": (0, 2, 1),  # rights that were added, with their lead-in
        "policy_change": (0, 0, 1),
        "specific_audiences": (0, 1, 1),  # both differences of the last link quote the clerk's clause
        "privacy_contact_information": (0, 0, 1),  # one of them alone quotes the old one
    }
    assert tuple(effects[SECOND]["data_retention"].values()) == (1, 0, 1)


def test_the_text_is_made_of_the_numbers(effects, results):
    told = write_changes(results, effects)
    for name in ("learned-links", "learned-links+", "equality"):
        cut = results["baselines"][name]["align"]["not_identical"]
        low, high = cut["intervals"]["f1"]
        assert f"{cut['f1']:.3f} [{low:.3f}, {high:.3f}]" in told.split("\n\n")[0]
    assert "`user_access_edit_deletion` (0 and 2)." in told
    assert set(re.findall(r"plots/[\w-]+\.svg", told)) == {"plots/change-links.svg", "plots/change-effects.svg"}


def test_without_results_or_pairs_it_says_so(effects):
    assert write_changes(None, effects).startswith(NOT_RUN)
    assert write_changes(None, {}) == NOTHING
    assert list(draw_change_plots(None, effects)) == ["change-effects"]
    assert draw_change_plots(None, {}) == {}


def test_points_are_floor_first_and_ceiling_last(results):
    for systems in collect_links(results).values():
        names = list(systems)
        assert (names[0], names[-1]) == ("equality", CEILING)
        for value, (low, high) in systems.values():
            assert low <= value <= high


def test_plots_are_the_same_twice(effects, results):
    assert draw_change_effects(effects) == draw_change_effects(effects)
    assert draw_change_links(collect_links(results)) == draw_change_links(collect_links(results))


def test_the_growth_shown_is_that_of_the_benchmark():
    growth = read_json(ROOT / CHANGE_GROWTH, ChangeGrowth)
    told = write_change_growth(growth)
    assert f"in {growth['seconds']:.1f} s (at most {BOUNDS['seconds']} are asked for)" in told
    assert f"a peak of {growth['peak_memory_mb']:,.0f} MB" in told
    assert "has not been run" in write_change_growth(None)


def test_every_second_clause_of_the_long_document_has_lost_words():
    old, new = make_documents(read_rows("invented", "train"), 200)
    assert len(old) == len(new) == 200
    assert [one.text for one in old[::2]] == [other.text for other in new[::2]]
    shorter = [len(other.text.split()) < len(one.text.split()) for one, other in zip(old[1::2], new[1::2], strict=True)]
    assert sum(shorter) > 80
