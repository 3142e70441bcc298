"""Where words stand in a text by themselves: the text is cut once, however many words are looked for."""

import re
from collections.abc import Mapping, Sequence

WORD = re.compile(r"\w+")


class Occurrences:
    """The words of a text, by where they begin."""

    def __init__(self, text: str):
        self.text = text
        places: dict[str, list[int]] = {}
        for match in WORD.finditer(text):
            places.setdefault(match[0], []).append(match.start())
        self.places: Mapping[str, Sequence[int]] = places

    def has(self, phrase: str) -> bool:
        """Return whether the phrase stands in the text as it is written, no word's sign before or after it.

        So each of its words is a whole word of the text: looked at are only the places of the rarest.
        """
        words = [(match[0], match.start()) for match in WORD.finditer(phrase)]
        if not words:
            return any(self._stands_at(phrase, start) for start in range(len(self.text) + 1))
        rarest, offset = min(words, key=lambda word: len(self.places.get(word[0], ())))
        return any(self._stands_at(phrase, place - offset) for place in self.places.get(rarest, ()))

    def _stands_at(self, phrase: str, start: int) -> bool:
        if start < 0 or not self.text.startswith(phrase, start):
            return False
        around = self.text[max(0, start - 1) : start], self.text[start + len(phrase) : start + len(phrase) + 1]
        return not any(map(WORD.match, around))
