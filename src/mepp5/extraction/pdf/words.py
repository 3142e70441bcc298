"""Words at the ends of lines: which hyphens are the typesetter's, and which the author's."""

import re
import unicodedata
from collections.abc import Iterable

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
HYPHENS = "-\u2010\u00ad"
# The look-behinds keep a word of many parts from being tried from each of them on.
TAIL = re.compile(rf"(?<![^\W\d_])(?<![^\W\d_]-)[^\W\d_]++(?:-[^\W\d_]++)*+(?=[{HYPHENS}]$)")
HEAD = re.compile(r"[^\W\d_]+")
LONGEST_WORD = 200  # letters, with hyphens: what of a text is looked at for the word at its end
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
        parts: list[str] = []
        end = ""  # of what there is so far
        for line in lines:
            if end:
                joint = self._find_joint(end, line)
                parts[-1] = parts[-1][:-1] if joint is None else parts[-1] + joint
                end = end[:-1] if joint is None else end + joint
            parts.append(line)
            end = (end + line)[-LONGEST_WORD:]
        return "".join(parts)

    def _find_joint(self, text: str, line: str) -> str | None:
        """Return what stands between a text's end and the next line, None where the text's last sign is to go."""
        tail, head = TAIL.search(text), HEAD.match(line)
        if tail and head:
            return "" if text[-1] != "\u00ad" and self._keeps_hyphen(tail[0], head[0]) else None
        return "" if text.endswith("/") or (_is_wide(text[-1]) and _is_wide(line[0])) else " "

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
