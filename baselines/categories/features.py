"""Clauses (a data frame with text, section, context) become feature blocks."""

from pathlib import Path

from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from mepp5.files import Object
from mepp5.reading.forms import read_toml

Block = tuple[str, str, TfidfVectorizer, float]  # name, column, vectorizer, weight
Cues = dict[str, list[str]]  # {category: its cue phrases}
CUES = Path(__file__).with_name("cues.toml")
WORD = r"\w+"


class TermWeights(TfidfVectorizer):
    """TF-IDF whose vocabulary is one string while it is kept: a kept dictionary takes a hundred times as long to read.

    No term has a line end in it: words have none, and characters are those of words and single spaces.
    """

    def __getstate__(self) -> Object:
        state = dict(super().__getstate__())
        if "vocabulary_" in state:
            state["vocabulary_"] = "\n".join(sorted(state["vocabulary_"], key=state["vocabulary_"].get))
        return state

    def __setstate__(self, state: Object) -> None:
        if "vocabulary_" in state:
            terms = state["vocabulary_"].split("\n")
            state = {**state, "vocabulary_": {term: place for place, term in enumerate(terms)}}
        super().__setstate__(state)


def weigh_words() -> TermWeights:
    """Return TF-IDF of word 1–2-grams with logarithmic term frequency."""
    return TermWeights(ngram_range=(1, 2), sublinear_tf=True)


def weigh_characters() -> TermWeights:
    """Return TF-IDF of character 3–5-grams inside words; those of one clause alone are left out."""
    return TermWeights(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True)


def join_blocks(*blocks: Block) -> ColumnTransformer:
    """Return the blocks (name, column, vectorizer, weight) side by side, each multiplied by its weight."""
    return ColumnTransformer(
        [(name, vectorizer, column) for name, column, vectorizer, _ in blocks],
        transformer_weights={name: weight for name, _, _, weight in blocks},
    )


def read_cues(path: Path = CUES) -> dict[str, list[str]]:
    """Return {category: its cue phrases as lower-case words with one space between them}."""
    split = CountVectorizer(token_pattern=WORD).build_analyzer()
    return {category: [" ".join(split(cue)) for cue in cues] for category, cues in read_toml(path, Cues).items()}


def list_cues(cues: dict[str, list[str]]) -> list[str]:
    """Return the cue phrases of all categories, each once."""
    return list(dict.fromkeys(cue for group in cues.values() for cue in group))


def spot_cues() -> ColumnTransformer:
    """Return a column for each cue of list_cues, 1 where it stands in the clause's text."""
    cues = list_cues(read_cues())
    longest = max(len(cue.split()) for cue in cues)
    spotter = CountVectorizer(vocabulary=cues, ngram_range=(1, longest), token_pattern=WORD, binary=True)
    return ColumnTransformer([("cues", spotter, "text")])
