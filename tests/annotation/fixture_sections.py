"""Random policies of one corpus: their text and units on disk, as far as tasks need them: `policies()`."""

from pathlib import Path

from hypothesis import strategies as st

from mepp5.corpus.clauses import Unit, clauses_path
from mepp5.corpus.text import text_path
from mepp5.files import dump_jsonl, write_files

WORDS = st.lists(
    st.sampled_from(["We", "keep", "data", "😀", "e\u0301", "“you”", "\n", "•", "שלום"]), min_size=1, max_size=5
)
UNIT = st.tuples(
    st.sampled_from(["sentence", "list_item", "table_row", "heading", "heading", "chrome"]), st.integers(0, 3), WORDS
)


@st.composite
def policies(draw: st.DrawFn) -> tuple[str, list[Unit]]:
    """Return a text and its units, of which one at least is a clause."""
    text, units = draw(st.sampled_from(["", "\n"])), []
    drawn = [*draw(st.lists(UNIT, max_size=9)), ("sentence", 0, ["End"])]
    for number, (kind, level, words) in enumerate(drawn, start=1):
        own = " ".join(words).strip() or "x"
        place = (len(text), len(text) + len(own))
        units.append(Unit(f"p/{number:04d}", "p", kind, level, (), None, *place, *place, own))
        text += own + draw(st.sampled_from(["\n", " ", "\n\n", "\n• "]))
    return text, units


def write_policy(root: Path, text: str, units: list[Unit]) -> None:
    """Write the policy "p"."""
    write_files(root, {text_path("p"): text.encode(), clauses_path("p"): dump_jsonl([unit.as_row() for unit in units])})
