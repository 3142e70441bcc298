"""What is longer than any policy is refused in one sentence before it fills the memory."""

import pytest

from mepp5.errors import CorpusError
from mepp5.extraction.document import LONGEST_TEXT
from mepp5.extraction.html.reader import MOST_TAGS
from mepp5.extraction.reader import read_content

WORDS = "We keep it. "


@pytest.mark.parametrize("kind", ["text", "markdown", "html", ""])
@pytest.mark.parametrize("head", ["", "<html><body><p>"])
def test_a_text_as_no_policy_has_is_refused(kind, head):
    long = head + WORDS * (LONGEST_TEXT // len(WORDS) + 1)
    with pytest.raises(CorpusError, match=r"more than 4,194,304 characters, as no policy has; split it\.$"):
        read_content("policy", long.encode(), kind)


@pytest.mark.parametrize("tag", ["<p>", "<br>", "<!---->"])
def test_a_page_of_more_tags_than_any_has_is_refused(tag):
    with pytest.raises(CorpusError, match="more than 1,000,000 tags; give the policy as text"):
        read_content("policy", f"<html><body>{tag * MOST_TAGS}{WORDS}".encode(), "html")
