"""The form of data/stats.json."""

from typing_extensions import TypedDict

from mepp5.invented.agreement import BlindAgreement
from mepp5.reading.forms import form
from mepp5.release.change_counts import ChangeRows


@form
class Spread(TypedDict):
    """How long the clauses are."""

    min: int
    median: float
    mean: float
    max: int
    total: int


@form
class Cardinality(TypedDict):
    """How many labels clauses have: the mean, and {number of labels: clauses}."""

    mean: float
    clauses: dict[str, int]


@form
class Rows(TypedDict):
    """What is counted in a set of clauses."""

    clauses: int
    practices: int
    affirmed: int
    negated: int
    unknown: int
    slots: int
    labels_per_clause: Cardinality
    characters_per_clause: Spread
    tokens_per_clause: Spread


@form
class PolicyRows(Rows):
    """The same of a policy, with its split, its length in code points and its units by kind."""

    split: str
    characters: int
    units: dict[str, int]


@form
class AnnotatorRows(TypedDict):
    """What an annotator labelled."""

    clauses: int
    practices: int
    slots: int


@form
class CategoryRows(TypedDict):
    """The clauses of a split with a category, those about it (topics), and its practices by polarity."""

    clauses: int
    topics: int
    affirmed: int
    negated: int
    unknown: int


@form
class SlotRows(TypedDict):
    """A slot's spans by split, and by value."""

    train: int
    validation: int
    test: int
    values: dict[str, int]


@form
class Largest(TypedDict):
    """The duplicate group with the most clauses."""

    group: str
    clauses: int


@form
class Weakest(TypedDict):
    """The duplicate group with the two least alike clauses; of very large groups not all pairs are compared."""

    group: str
    similarity: float


@form
class Groups(TypedDict):
    """Duplicate groups of more than one clause."""

    groups: int
    clauses: int
    largest: Largest
    weakest: Weakest


@form
class LabelledGroups(Groups):
    """The same, and how many of them differ in labels."""

    labels_differ: int


@form
class Reused(TypedDict):
    """How many of a protocol's tested clauses have a near-duplicate in training."""

    tested: int
    reused: int
    share: float


@form
class InventedRows(TypedDict):
    """What is counted of the invented clauses: those released, by kind of source, and those left out as too near."""

    clauses: int
    of_policies: int
    by_category: int
    chrome: int
    policies: int
    slots: int
    categories: dict[str, int]
    left_out: dict[str, int]
    blind: BlindAgreement


@form
class Statistics(TypedDict):
    """The whole file; keys of dictionaries are policies, splits, annotators, categories, slots, thresholds, pairs."""

    policies: dict[str, PolicyRows]
    splits: dict[str, Rows]
    annotators: dict[str, AnnotatorRows]
    categories: dict[str, dict[str, CategoryRows]]
    slots: dict[str, SlotRows]
    duplicates: LabelledGroups
    overlap: dict[str, dict[str, dict[str, float]]]
    reused: dict[str, dict[str, Reused]]
    invented: InventedRows
    changes: dict[str, ChangeRows]
