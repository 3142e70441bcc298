"""Numbers, dates, addresses and names are found whole, and what opens a sentence is no name."""

import pytest

from baselines.compare.names import find_details, find_names, list_only
from baselines.compare.occurrences import Occurrences


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("Effective May 24, 2018, for 30 days.", ["May 24, 2018", "30"]),
        ("On 3 June 2020 and 2021-01-31.", ["3 June 2020", "2021-01-31"]),
        (
            "Write to dpo@lumen.example or https://lumen.example/privacy.",
            ["dpo@lumen.example", "https://lumen.example/privacy"],
        ),
        ("A fee of $4.50, or 12.5%, after 1,000 requests", ["$4.50", "12.5%", "1,000"]),
        ("children under 13", ["13"]),
        ("no detail at all", []),
    ],
)
def test_details(text, details):
    assert find_details(text) == details


def test_names_are_capitalised_inside_a_sentence():
    names = find_names(["We share it with Orchid Analytics and Bramble. Cookies help. Bramble is in Ghent."])
    assert names == {"Orchid Analytics": 1, "Bramble": 2, "Ghent": 1}


def test_a_word_that_also_stands_small_is_no_name():
    assert not find_names(["Our Services are ours.", "These services end.", "the Services"])


def test_a_word_that_only_opens_sentences_is_no_name():
    assert not find_names(["Nobody is told. Nobody asks."])


def test_only():
    assert list_only(["Ada", "Bo", "Ada", "Cy", "5"], "with cy and 15 others") == ["Ada", "Bo", "5"]


def test_a_long_text_is_cut_once_however_many_names_are_looked_for(monkeypatch):
    read = []
    init = Occurrences.__init__
    monkeypatch.setattr(Occurrences, "__init__", lambda self, text: (read.append(text), init(self, text))[1])
    assert list_only([f"{n}" for n in range(200)], "numbers 0 to 9: " + " ".join(map(str, range(10, 198)))) == [
        *map(str, (*range(1, 9), 198, 199))
    ]
    assert len(read) == 1
