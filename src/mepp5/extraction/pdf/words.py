"""Words at the ends of lines: which hyphens are the typesetter's, and which the author's."""

import re
import unicodedata
from collections.abc import Iterable

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
HYPHENS = "-\u2010\u00ad"
TAIL = re.compile(rf"[^\W\d_]+(?:-[^\W\d_]+)*(?=[{HYPHENS}]$)")
HEAD = re.compile(r"[^\W\d_]+")
LEAST_WORD = 3  # letters: "in-formation" is no compound of two words


class WordJoiner:
    """Joins lines of one document, whose words tell what to do with a hyphen at a line's end."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the texts of all lines; words cut by a line's end are not counted."""
        self._words: set[str] = set()
        is_cut = False
        for text in texts:
            words = [word.casefold() for word in WORD.findall(text)]
            was_cut, is_cut = is_cut, bool(TAIL.search(text))
            self._words.update(words[was_cut : len(words) - is_cut])
            # The halves of a compound are words as well: "third-party" knows "party".
        self._words.update(part for word in list(self._words) for part in word.split("-"))

    def join(self, lines: Iterable[str]) -> str:
        """Return the lines as one text."""
        text = ""
        for line in lines:
            text = self._append(text, line) if text else line
        return text

    def _append(self, text: str, line: str) -> str:
        tail, head = TAIL.search(text), HEAD.match(line)
        if tail and head:
            is_kept = text[-1] != "\u00ad" and self._keeps_hyphen(tail[0], head[0])
            return (text if is_kept else text[:-1]) + line
        return text + ("" if text.endswith("/") or (_is_wide(text[-1]) and _is_wide(line[0])) else " ") + line

    def _keeps_hyphen(self, tail: str, head: str) -> bool:
        """Return whether the hyphen between the two is the author's.

        As the document writes the word elsewhere; else it is where both halves are words of the document, or the second
        begins with a capital.
        """
        first, second = tail.casefold(), head.casefold()
        if first + second in self._words:
            return False
        if f"{first}-{second}" in self._words or not head[0].islower():
            return True
        return min(len(first), len(second)) >= LEAST_WORD and {first, second} <= self._words


def _is_wide(character: str) -> bool:
    """Return whether it is of a script that sets no spaces between words."""
    return unicodedata.east_asian_width(character) in "WF"
