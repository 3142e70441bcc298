"""Clauses (a data frame with text, section, context) become feature blocks."""

from pathlib import Path

from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from mepp5.forms import read_toml

Block = tuple[str, str, TfidfVectorizer, float]  # name, column, vectorizer, weight
Cues = dict[str, list[str]]  # {category: its cue phrases}
CUES = Path(__file__).with_name("cues.toml")
WORD = r"\w+"


def weigh_words() -> TfidfVectorizer:
    """Return TF-IDF of word 1–2-grams with logarithmic term frequency."""
    return TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)


def weigh_characters() -> TfidfVectorizer:
    """Return TF-IDF of character 3–5-grams inside words; those of one clause alone are left out."""
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True)


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
