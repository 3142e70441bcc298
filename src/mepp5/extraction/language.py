"""Which language a text is in, and which large parts of a document are not in English; all offline, with py3langid.

Only prose tells: names, addresses, statutes, titles in capitals, code and e-mail addresses are foreign in any English
policy. So the model is asked about the words in small letters alone, and not at all where English particles are plenty.
What stays doubtful counts as English: a part that is found is left out, so a false alarm is worse than a miss.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from typing import Any

ENGLISH = "en"
SAMPLE = 2100  # characters of a text that are looked at: a third at its start, its middle and its end each
LEAST_PROSE = 8  # words in small letters below which the model is not asked
LEAST_SHARE = 0.5  # of the words that are in small letters in prose: lists of names have fewer
LEAST_PARTICLES = 3
PARTICLES_SHARE = 0.25  # of all words: English prose has 0.3 to 0.6, other languages' below 0.2
CONFIDENCE = 0.9  # of the model that it is this language or its twin
LARGE = 60  # words of a stretch that count whatever the document
SMALL = 25  # words of a stretch that count if other languages make up FOREIGN_SHARE of the document's words
FOREIGN_SHARE = 0.25
CLOSER = 10  # times likelier than English a doubtful line beside a foreign stretch must be to join it
# Left out are those that are as usual in another language: a, an, is, on, at, do, no, so, was.
PARTICLES = frozenset(
    re.findall(
        r"\w+",
        "the of to and you your our we us that this these those with are by from not which may will it its be as or "
        "their they have has if for in any other such when how what who can than been only whether without because",
    )
)
NO_WORD = re.compile(r"[\d\x00-&(-,./:-@\[-`{-\x7f]")  # digits and ASCII signs but for the apostrophe and the hyphen
EDGES = " .,;:!?…·()[]{}<>\"“”„«»‘’‹›'-–—•¿¡。、，；：！？（）「」『』《》،؛؟।"
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
UNSPACED_LENGTH = 2  # characters of such a script that make up a word, roughly
# Languages which the model tells apart only in long texts; together they are as certain as one.
TWINS = ({"id", "ms"}, {"da", "no", "nn"}, {"cs", "sk"}, {"bs", "hr", "sr"}, {"zh", "wuu", "yue"}, {"ar", "ary", "arz"})
NAMES: dict[str, str] = dict(
    re.findall(
        r"\b(\w++) (\w++)",
        "ar Arabic, bg Bulgarian, ca Catalan, cs Czech, da Danish, de German, el Greek, en English, es Spanish, "
        "et Estonian, fa Persian, fi Finnish, fr French, he Hebrew, hi Hindi, hr Croatian, hu Hungarian, "
        "id Indonesian, it Italian, ja Japanese, ko Korean, lt Lithuanian, lv Latvian, ms Malay, nl Dutch, "
        "no Norwegian, pl Polish, pt Portuguese, ro Romanian, ru Russian, sk Slovak, sl Slovenian, sr Serbian, "
        "sv Swedish, th Thai, tr Turkish, uk Ukrainian, vi Vietnamese, zh Chinese",
    )
)


@dataclass(frozen=True, slots=True)
class ForeignPart:
    """A stretch of paragraphs [first, last) in another language, its ISO 639 code, and how many words it holds."""

    first: int
    last: int
    language: str
    words: int


def name_language(code: str) -> str:
    """Return the English name of the language, as in "French"; of an unusual one the code itself."""
    return NAMES.get(code, code)


def recognize_language(text: str) -> str:
    """Return the ISO 639-1 code (ISO 639-3 if there is none), "en" for English, "" where there is too little prose.

    Of a long text three pieces are read: it is English if any of them is, and "" if they are of several languages.
    """
    told = {recognize_piece(piece) for piece in take_pieces(text)} - {""}
    only = told.pop() if len(told) == 1 else ""
    return ENGLISH if ENGLISH in told else only


def recognize_piece(text: str) -> str:
    """Return the language's code, or "" where particles and model leave a doubt."""
    words = split_words(text)
    if is_plainly_english(text) or has_particles(words):
        return ENGLISH
    prose = [word for word in words if not (word[0].isupper() or word[0].istitle())]
    if count_words(prose) < max(LEAST_PROSE, LEAST_SHARE * count_words(words)):
        return ""
    chances: dict[str, float] = dict(load_model().rank(" ".join(prose)))
    best = max(chances, key=lambda code: chances[code])
    family = next((twins for twins in TWINS if best in twins), {best})
    return best if best == ENGLISH or sum(chances[code] for code in family) >= CONFIDENCE else ""


def is_plainly_english(text: str) -> bool:
    """Return whether English particles are plenty among whatever white space parts: most paragraphs need no more."""
    return has_particles(text[:SAMPLE].split())


def has_particles(words: Sequence[str]) -> bool:
    """Return whether English particles are plenty among the words."""
    particles = sum(word in PARTICLES for word in map(str.lower, words))
    return particles >= LEAST_PARTICLES and particles >= PARTICLES_SHARE * count_words(words)


def find_foreign(paragraphs: Sequence[str]) -> list[ForeignPart]:
    """Return the large stretches of consecutive paragraphs that are not in English, in order and disjoint.

    A stretch is large with LARGE words, or with SMALL ones if other languages have FOREIGN_SHARE of the document's.
    Headings and doubtful lines take the language of their neighbours, but only certain paragraphs' words count.
    """
    sizes = [count_words(paragraph.split()) for paragraph in paragraphs]
    certain = [ENGLISH if is_plainly_english(paragraph) else "" for paragraph in paragraphs]
    for run in find_runs(not code for code in certain):
        if sum(sizes[run.start : run.stop]) >= SMALL:  # with fewer words it is no large part, whatever its language
            certain[run.start : run.stop] = [
                recognize_language(paragraph) for paragraph in paragraphs[run.start : run.stop]
            ]
    pool_doubtful(paragraphs, certain)
    foreign = sum(size for size, code in zip(sizes, certain, strict=True) if code not in ("", ENGLISH))
    least = SMALL if foreign >= FOREIGN_SHARE * sum(sizes) else LARGE
    parts = []
    for stretch in find_runs(code != ENGLISH for code in fill_doubtful(paragraphs, certain)):
        counts = count_languages(stretch, certain, sizes)
        if counts.total() < least:
            continue
        # Few words of one language amid another are more often the model's error than a third language.
        pieces = split_languages(stretch, certain) if min(counts.values()) >= least else [stretch]
        for piece in pieces:
            language = count_languages(piece, certain, sizes).most_common(1)[0][0]
            parts.append(ForeignPart(piece.start, piece.stop, language, sum(sizes[piece.start : piece.stop])))
    return parts


def pool_doubtful(paragraphs: Sequence[str], codes: list[str]) -> None:
    """Fill in the language of consecutive doubtful paragraphs, such as short list items, that are certain together."""
    for run in find_runs(not code for code in codes):
        if sum(len(paragraphs[index].split()) for index in run) < SMALL and len(run) < len(codes):
            continue
        joined = recognize_language(" ".join(paragraphs[run.start : run.stop]))
        codes[run.start : run.stop] = [joined] * len(run)


def fill_doubtful(paragraphs: Sequence[str], codes: Sequence[str]) -> list[str]:
    """Return the codes with "" filled in: by both neighbours, or beside English by whichever it is like."""
    filled = [code or ENGLISH for code in codes]
    for run in find_runs(not code for code in codes):
        before = codes[run.start - 1] if run.start else ""
        after = codes[run.stop] if run.stop < len(codes) else ""
        before, after = before or after or ENGLISH, after or before or ENGLISH
        if before != ENGLISH and after != ENGLISH:
            filled[run.start : run.stop] = [after] * len(run)
        elif before != after:
            outwards, foreign = (run, before) if after == ENGLISH else (run[::-1], after)
            for index in outwards:
                if not is_closer(paragraphs[index], foreign):
                    break
                filled[index] = foreign
    return filled


def is_closer(text: str, language: str) -> bool:
    """Return whether the text is without words or much likelier in the language than in English."""
    words = " ".join(split_words(text[:SAMPLE]))
    chances: dict[str, float] = dict(load_model().rank(words))
    return not words or chances[language] > CLOSER * chances[ENGLISH]


def find_runs(flags: Iterable[bool]) -> list[range]:
    """Return the longest runs of indices whose flag is set."""
    runs, start = [], 0
    for flag, group in groupby(flags):
        stop = start + len(list(group))
        runs += [range(start, stop)] if flag else []
        start = stop
    return runs


def split_languages(stretch: range, certain: Sequence[str]) -> list[range]:
    """Return the stretch cut before every paragraph that is certainly of another language than the last such one."""
    known = [index for index in stretch if certain[index]]
    cuts = [right for left, right in pairwise(known) if certain[left] != certain[right]]
    return [range(*ends) for ends in pairwise([stretch.start, *cuts, stretch.stop])]


def count_languages(stretch: range, certain: Sequence[str], sizes: Sequence[int]) -> Counter[str]:
    """Return {language: words} of the stretch's certain paragraphs."""
    counts: Counter[str] = Counter()
    for index in stretch:
        counts[certain[index]] += sizes[index]
    del counts[""]
    return counts


def take_pieces(text: str) -> list[str]:
    """Return the text, or of a long one its start, middle and end, SAMPLE characters in all."""
    size = SAMPLE // 3
    middle = (len(text) - size) // 2
    return [text] if len(text) <= SAMPLE else [text[:size], text[middle : middle + size], text[-size:]]


def split_words(text: str) -> list[str]:
    """Return the words without the punctuation about them; what holds digits or signs, as addresses do, is none."""
    words = (word.strip(EDGES) for word in text.split())
    return [word for word in words if word and not NO_WORD.search(word) and any(map(str.isalpha, word))]


def count_words(words: Iterable[str]) -> int:
    """Return how many words there are, those of scripts without spaces reckoned by their characters."""
    words = list(words)
    if not UNSPACED.search("".join(words)):
        return len(words)
    lengths = ((len(word), len(UNSPACED.findall(word))) for word in words)
    return sum(-(-unspaced // UNSPACED_LENGTH) + (length > unspaced) for length, unspaced in lengths)


@cache
def load_model() -> Any:
    """Return the model, whose `rank` gives (code, chance) pairs; it takes half a second and is seldom needed."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
