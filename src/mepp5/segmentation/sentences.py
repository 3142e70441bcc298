"""Split a paragraph of a privacy policy into sentences: rules for what such texts hold, else the nupunkt splitter.

nupunkt (Bommarito et al. 2025, arXiv:2504.04131) is Punkt trained on legal text; of the splitters that
`python -m benchmarks.sentence_ends` measures it errs least. A sentence may end at each full stop, question mark,
exclamation mark and ellipsis: the first of RULES that knows the place decides, else nupunkt does. All is linear in the
text's length: no pattern backtracks over what it has passed, and each rule looks at a bounded window.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from typing import Any, NamedTuple

OPENING = "(\\[“\"'‘*_"
CLOSING = "\"'”’»)\\]}*_"
# A run of final marks and what closes after it; white space, or none before a capital, where a page has lost it; ahead,
# the next word. The look-behind keeps a run from being tried at each of its marks, ++ from being given up bit by bit.
STOP = re.compile(rf"(?<![.?!…])([.?!…]++[{CLOSING}]*+)(\s++|(?=[A-Z]))(?=[{OPENING}]*+([^\W_]*+))")
FORGET = 2_000  # pieces, after which what nupunkt has decided is forgotten
_ASKED = count()
WINDOW = 64  # characters on each side of a place that a rule may look at
# nupunkt is quadratic in some runs of marks, so it gets the text in pieces, each with so much of what is around it.
PIECE, MARGIN = 2000, 200


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# With a capital, these open a sentence and are hardly ever a name: after one of them even an abbreviation has ended a
# sentence. "May" is missing for being a month, "No" for being a number, "A" and "I" for being marks of a list.
OPENERS = _set(
    """additionally after all also although an and any as at because before both but by depending do does each either
    every except finally for from furthermore generally he her here his how however if in it its many moreover most
    neither nor nothing on once other otherwise our please she should similarly since some such that the their then
    there thereafter therefore these they this those thus to under unless until upon we what when where whether which
    while who why with without you your"""
)
# These lead on to the next word whatever it is: titles, Latin, and what stands before a name.
LEADING = _set(
    """mr mrs ms dr prof hon messrs rev gen capt sgt e.g eg i.e ie cf viz v vs attn mt ft approx incl excl esp intl
    affil"""
)
# These lead on to a number or a lone capital; elsewhere they are words ("No. We do not.") or may end a sentence.
NUMBERED = _set(
    """no nos sec secs sect art arts para paras par cl ch pt vol fig figs ex sched reg regs p pp ver ed rel max min ca
    ext tel apt ste rm jan feb mar apr jun jul aug sep sept oct nov dec lit stat"""
)
NUMBER = re.compile(r"[#§(]{0,2}(?:\d|[IVXLC]+\b|[B-HJ-Z]\b)")
# Other abbreviations that are short for something before a capital too; see judge_word.
ABBREVIATIONS = (LEADING | NUMBERED) | _set(
    """admin ariz assn assoc blvd bros calif civ colo comm comp conn cont corp dept dist div est etc fed govt hist hwy
    inc inst labs ltd ltda mass mfg minn miss mktg natl okla penn pkwy proc pty pub rept ser serv stats supp tech tenn
    univ wash"""
)
CITED = _set("section sections sec part parts title chapter article rule para")  # after "U.S.C."
COMPANY_FORMS = _set("Inc INC Ltd LTD LLC Corp CORP Co CO GmbH Limited")  # after "Yahoo!" and "Pte."
CLOCK = _set("a.m p.m am pm")
TIMES = re.compile(  # after "5 p.m.": a day, a month or a time zone
    r"\(?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Eastern|Central|Mountain|Pacific|Greenwich|Local)\b"
    r"|(?:[A-Z]{1,3}T|UTC)\b|Jan|Feb|Mar|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec)"
)
INITIALS = re.compile(r"(?<![^\W\d_])[A-Za-z]\Z")  # "B", and the end of "U.S" and "EU-U"
INITIAL = re.compile(r"[A-Z]\.")  # "S." of "U. S. DPF"
ADJECTIVE = re.compile(r"\w+-(?:[A-Z]\.)+[A-Z]\Z")  # "Non-U.S"
SMALL_NEXT = re.compile(r"\S+\s+[a-z]")
# A mark of a list: "7", "(a)", "2.1", "iii", "B", "•"; also "7\", as Markdown has it.
LONE_MARK = re.compile(
    r"[•·▪●◦‣§#*–—-]*+\s?[(\[]?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[ivxlc]{2,6}|[IVXLC]{2,6})?[.)\]:*\\]*"
)
LONE_MARK_LENGTH = 24
INNER_MARK = re.compile(r"[:;]\s\(?(?:\d{1,3}|[A-Za-z]|[ivx]{2,5})\)?\Z")
# A small letter that begins no sentence, as a mark ("b) We") and camel case ("eBay") do.
SMALL = re.compile(r"(?!(?:[a-z]|[ivx]{2,5})[.)]\s)[a-z](?![a-z]?[A-Z])")
SMALL_WORD = re.compile(r"(?:[a-z]{2,})?")
CAPITALISED = re.compile(r"[A-Z][a-z]*[\s,’']")


class Place(NamedTuple):
    """Where a sentence may end: the text around it, the sentence's end and the next one's head WINDOW long at most."""

    head: str  # what the sentence has so far, without the marks
    marks: str  # final ones, and what closes after them
    gap: str
    tail: str
    is_whole: bool  # the head has lost nothing
    word: str  # before the marks
    next_word: str  # after the gap, without a quote or bracket that opens
    is_opener: bool  # the next word is one of OPENERS, with a capital


def judge_list_mark(place: Place) -> bool | None:
    """A mark of a list belongs to what follows, at the head of a sentence or after a colon or semicolon in it."""
    if place.is_whole and len(place.head) <= LONE_MARK_LENGTH and LONE_MARK.fullmatch(place.head + place.marks):
        return False
    return False if place.marks == "." and INNER_MARK.search(place.head) else None


def judge_lost_space(place: Place) -> bool | None:
    """Without a space a sentence ends between a word in small letters and one with a capital, or before "We" and so on.

    "Node.js", "Booking.Com", "x@acme.Com" and "e.g.Your" are names or go on.
    """
    if place.gap:
        return None
    if place.word.lower() in LEADING or not CAPITALISED.match(place.tail):
        return False
    return place.is_opener or SMALL_WORD.fullmatch(place.word) is not None


def judge_small_letter(place: Place) -> bool | None:
    """A small letter goes on: "(cookies, etc.) and"."""
    return False if SMALL.match(place.tail) else None


def judge_abbreviation(place: Place) -> bool | None:
    """Some abbreviations lead on, to any word, or to a number, a time, a place cited or a name."""
    if place.marks in (".", "!") and place.next_word in COMPANY_FORMS:
        return False
    if place.marks != ".":
        return None
    word, tail = place.word.lower(), place.tail
    if word in LEADING or (word in NUMBERED and NUMBER.match(tail)) or (word in CLOCK and TIMES.match(tail)):
        return False
    if not INITIALS.search(word):
        return None
    if word == "e.u" and not place.is_opener:  # there is no place of that name, as the U.S. is, to end a sentence
        return False
    if place.is_opener:  # "plan B. We keep it." but "Section B. How We Keep It"
        return None if "." in word or SMALL_NEXT.match(tail) else False
    cites = word.count(".") > 1 and place.next_word.lower() in CITED
    return False if cites or ADJECTIVE.match(place.word) or INITIAL.match(tail) else None


def judge_word(place: Place) -> bool | None:
    """A full stop ends a sentence before a word that opens one, and between a plain word and a capital.

    A plain word is none of ABBREVIATIONS; nupunkt's list was drawn by machine and has "free", "app" and "bank" in it.
    """
    if place.marks != ".":
        return None
    word = place.word
    is_plain = (len(word) > 3 or word == "App" or (len(word) == 3 and word.islower())) and word.isalpha()
    ends = is_plain and place.next_word[:1].isupper() and word.lower() not in ABBREVIATIONS
    return True if ends or place.is_opener else None


RULES: tuple[Callable[[Place], bool | None], ...]
RULES = (judge_list_mark, judge_lost_space, judge_small_letter, judge_abbreviation, judge_word)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return start and end (code points, half-open, no white space at either edge) of each sentence in order.

    text: one paragraph or list item, in English; any string is taken. Each character that is no white space is in
    exactly one sentence.
    """
    start, stop = len(text) - len(text.lstrip()), len(text.rstrip())
    spans = []
    for end, following in _find_ends(text, start, stop):
        spans.append((start, end))
        start = following
    return [*spans, (start, stop)] if start < stop else spans


def _find_ends(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the end of each sentence but the last, and the start of the next."""
    piece, starts = -1, frozenset[int]()
    for match in STOP.finditer(text, start, stop):
        at, following = match.span()
        place = _describe_place(text, start, match)
        for rule in RULES:
            verdict = rule(place)
            if verdict is not None:
                break
        else:
            if piece != at // PIECE:
                piece, starts = at // PIECE, _propose_starts(text, at // PIECE)
            # Of more marks and white space than a piece's margin holds, nupunkt has not seen the end.
            verdict = following - at > MARGIN or not starts.isdisjoint(range(at + 1, following + 1))
        if verdict:
            yield match.end(1), following
            start = following


def _describe_place(text: str, start: int, match: re.Match[str]) -> Place:
    """Return the place at the match of STOP in a sentence that begins at `start`."""
    at, following = match.span()
    left = max(start, at - WINDOW)
    head, tail = text[left:at], text[following : following + WINDOW]
    marks, gap, next_word = match.groups()
    words = head.rsplit(None, 1)
    word = words[-1].lstrip(OPENING) if words else ""
    is_opener = next_word.istitle() and next_word.lower() in OPENERS
    return Place(head, marks, gap, tail, left == start, word, next_word, is_opener)


def _propose_starts(text: str, piece: int) -> frozenset[int]:
    """Return where nupunkt has a sentence begin in the piece, so many times PIECE from the text's head."""
    tokenizer = _load_tokenizer()
    if next(_ASKED) % FORGET == 0:
        tokenizer.clear_decision_cache()  # which would grow with every text that a process reads
    left = max(0, piece * PIECE - MARGIN)
    spans = tokenizer.span_tokenize(text[left : (piece + 1) * PIECE + MARGIN])
    return frozenset(left + start for start, _ in spans)


@cache
def _load_tokenizer() -> Any:
    from nupunkt import load  # here, for it takes a tenth of a second to import

    return load("default")
