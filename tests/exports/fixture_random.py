"""Random annotations on random texts, with all that texts can have: `selections()` is a hypothesis strategy."""

from hypothesis import strategies as st

from mepp5.exports.selection import Clause, Document, Part, Selection
from mepp5.scheme.taxonomy import read_taxonomy

TAXONOMY = read_taxonomy()
# Beyond the BMP, combining marks, line ends of all kinds, what formats have a meaning for, right-to-left.
PIECES = [
    "We",
    " ",
    "keep",
    "data",
    "\n",
    "\r\n",
    "\n\n",
    "😀",
    "𝄞",
    "e\u0301",
    "\u0301",
    "ﬁ",
    "\u200b",
    "\xa0",
    "\u2028",
    "\x85",
    "\t",
]
PIECES += ["<b>", "&amp;", '"', "'", "=1", "#", ";", ",", "|", "\\", "T1\t", "שלום", "日本", "İ", "_", "-", "\ufeff"]
SIGNS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"])
TEXTS = st.lists(st.sampled_from(PIECES) | SIGNS, min_size=1, max_size=14).map("".join)


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    """Return a selection of a part with one policy of up to three labelled clauses, as the release has them."""
    text, clauses, rows = draw(TEXTS | st.just("")), [], []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        words = draw(TEXTS.map(str.strip).filter(bool))
        practices = draw(st.lists(_practice(words), max_size=3))
        slots = draw(st.lists(_slot(words), max_size=4))
        labels = [name for name in TAXONOMY.category_ids if name in {span["category"] for span in practices}]
        place = {"start": len(text), "end": len(text) + len(words)}
        own = {"id": f"odd/{number:04d}", "policy": "odd", "kind": "sentence", "text": words, **place}
        own |= {"section": [draw(TEXTS)], "labels": labels, "practices": practices, "slots": slots}
        lists = {name: tuple(own[name]) for name in ("section", "labels", "practices", "slots")}
        clauses.append(Clause(**own | lists))
        rows.append(own)
        text += words + draw(st.sampled_from(["\n", " ", "\r\n", ""]))
    part = Part("test", "", (Document("odd", text, tuple(clauses)),))
    return Selection("clauses", {"test": rows}, (part,), TAXONOMY)


@st.composite
def _place(draw: st.DrawFn, words: str) -> dict:
    """Return a place that begins and ends with no white space, as every annotation's does."""
    start = draw(st.integers(0, len(words) - 1))
    end = draw(st.integers(start + 1, len(words)))
    while words[start:end] != words[start:end].strip() or not words[start:end]:
        start, end = (0, len(words)) if not words[start:end].strip() else _strip(words, start, end)
    return {"start": start, "end": end, "text": words[start:end]}


def _strip(words: str, start: int, end: int) -> tuple[int, int]:
    own = words[start:end]
    return start + len(own) - len(own.lstrip()), end - len(own) + len(own.rstrip())


@st.composite
def _practice(draw: st.DrawFn, words: str) -> dict:
    about = draw(st.sets(st.sampled_from(TAXONOMY.subject_ids), max_size=3))
    said = {
        "category": draw(st.sampled_from(TAXONOMY.category_ids)),
        "polarity": draw(st.sampled_from(TAXONOMY.polarities)),
        "subjects": list(TAXONOMY.sort_categories(about)),
    }
    return draw(_place(words)) | said


@st.composite
def _slot(draw: st.DrawFn, words: str) -> dict:
    slot = draw(st.sampled_from(TAXONOMY.slot_ids))
    return draw(_place(words)) | {"slot": slot, "value": draw(st.sampled_from(TAXONOMY.values_of(slot)))}
