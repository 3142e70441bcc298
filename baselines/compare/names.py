"""Numbers, dates and names in a text: what nobody wants to overlook when it changes."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from baselines.compare.occurrences import Occurrences

DATE = (
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{1,2}"
    r"(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,2}(?:st|nd|rd|th)?\s+(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December),?\s+\d{4}|\d{4}-\d{2}-\d{2})"
)
ADDRESS = r"(?:[\w.+-]{1,64}+@[\w-]+\.[\w.-]*\w|(?:https?://|www\.)[^\s)\]>”\"]+[^\s)\]>”\".,;])"
NUMBER = r"(?<![\w.])[$€£§]?\d[\d,.]*\d%?|(?<![\w.])[$€£§]?\d%?"
DETAIL = re.compile(f"{DATE}|{ADDRESS}|{NUMBER}")
# A name: capitalised words, perhaps with a joint inside; what opens a sentence counts only if seen inside one.
_WORD = r"(?:(?:[A-Z]\.){2,}|[A-Z][\w&’'-]*)"
NAME = re.compile(rf"(?<!\w){_WORD}(?:\s+(?:(?:of|the|for|&)\s+)?{_WORD})*")
WINDOW = 64  # code points before a name, in which a sentence's end is looked for
OPENING = re.compile(r"(?:^|[.!?:;•\n(“\"]\s*|\d[.)]\s*)$")


def find_details(text: str) -> list[str]:
    """Return dates, addresses and numbers in the text, in order; white space within is one space."""
    return [" ".join(match[0].split()) for match in DETAIL.finditer(text)]


def find_names(texts: Sequence[str]) -> Counter[str]:
    """Return the names in the texts, with how often each stands there.

    A capitalised word that the texts also have in small letters is no name; what opens a sentence is one only where it
    stands inside another as well.
    """
    small = {word for text in texts for word in re.findall(r"\b[a-z][\w’'-]*", text)}
    inside: Counter[str] = Counter()
    opening: Counter[str] = Counter()
    for text in texts:
        for match in NAME.finditer(text):
            words = match[0].split()
            is_opening = bool(OPENING.search(text[max(0, match.start() - WINDOW) : match.start()]))
            if is_opening and len(words) > 1 and _is_common(words[0], small):
                words, is_opening = words[1:], False
            while words and _is_common(words[-1], small):
                words.pop()
            while words and _is_common(words[0], small):
                words.pop(0)
            name = " ".join(words).rstrip(".’'").removesuffix("’s").removesuffix("'s")
            if name and len(name) > 1:
                (opening if is_opening and len(words) == 1 else inside)[name] += 1
    return inside + Counter({name: count for name, count in opening.items() if name in inside})


def _is_common(word: str, small: set[str]) -> bool:
    bare = word.strip(".’'")
    return bare.lower() in small and not (bare.isupper() and len(bare) > 1)


def list_only(one: Iterable[str], other: str) -> list[str]:
    """Return what stands nowhere in the text `other`, in whatever case, each once, in its order."""
    folded = Occurrences(other.casefold())
    return [each for each in dict.fromkeys(one) if not folded.has(each.casefold())]
