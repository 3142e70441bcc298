"""What a browser does to the words of a region is survived: its offsets say which words they are."""

import json

import pytest

from mepp5.annotation.exports import export_path, parse_export, read_export
from mepp5.errors import CorpusError
from tests.fixture_corpus import make_corpus

WORDS = "We do not sell your personal information."


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return make_corpus(tmp_path_factory.mktemp("browser"))


def pull(root, words: str | None):
    """Return the layers of a snapshot in which every region of WORDS says those words, or none."""
    tasks = json.loads((root / export_path("alpha-2020")).read_text())
    changed = 0
    for task in tasks:
        for annotation in task["annotations"]:
            for result in annotation["result"]:
                if result["value"]["text"] == WORDS:
                    result["value"]["text"] = words
                    changed += 1
    assert changed
    return parse_export(tasks, "alpha-2020", "server", root)


@pytest.mark.parametrize(
    "words",
    [
        None,
        WORDS.replace("sell ", "sell\n"),
        WORDS.replace("sell ", "sell\r\n"),
        WORDS.replace("sell ", "sell\\n"),
        WORDS.replace("sell ", "sell\\r\\n"),
        WORDS.replace("sell ", "sell \t  "),
        WORDS.replace("sell ", "sell\u00a0"),
        f" {WORDS}\n",
    ],
)
def test_white_space_may_be_another(root, words):
    assert pull(root, words) == read_export("alpha-2020", root)


@pytest.mark.parametrize("words", [WORDS.replace("not ", ""), WORDS.replace(" ", ""), WORDS.lower(), ""])
def test_words_may_not(root, words):
    with pytest.raises(CorpusError, match="mark it again"):
        pull(root, words)


def test_a_character_that_a_browser_counts_twice_never_gets_into_a_text(root):
    """So that offsets in code points are those in UTF-16, which a browser counts by."""
    text = (root / "corpus/text/alpha-2020.txt").read_text()
    assert len(text.encode("utf-16-le")) == 2 * len(text)
