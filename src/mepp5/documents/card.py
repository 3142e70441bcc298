"""The dataset card: README's front matter and the generated blocks of README, DATASHEET and CHANGELOG."""

from collections.abc import Mapping
from pathlib import Path

from mepp5.adjudication.outcome import count_outcome
from mepp5.adjudication.second_reading import count_verdicts, read_verdicts
from mepp5.agreement.changes import read_change_agreement
from mepp5.agreement.file import read_agreement
from mepp5.agreement.people import read_comparison
from mepp5.blocks import fill_blocks
from mepp5.changes.adjudication.outcome import count_change_outcome
from mepp5.corpus.clauses import read_units
from mepp5.corpus.manifest import read_manifest
from mepp5.documents.agreement import draw_agreement
from mepp5.documents.change_scores import draw_change_scores
from mepp5.documents.change_tables import (
    draw_change_agreement,
    draw_change_counts,
    draw_change_counts_briefly,
    draw_change_differences,
    draw_change_outcome,
)
from mepp5.documents.front_matter import FRONT_MATTER, draw_front_matter, read_data, read_rows_of
from mepp5.documents.outcome import draw_changes, draw_history, draw_outcome
from mepp5.documents.people import draw_people, draw_people_briefly
from mepp5.documents.scores import draw_headline, draw_scores
from mepp5.documents.tables import draw_examples, draw_second_reading, draw_tables
from mepp5.errors import CorpusError
from mepp5.files import read_text
from mepp5.paths import ROOT
from mepp5.reading.forms import read_json
from mepp5.release.counts import Statistics
from mepp5.release.loading import SUMS
from mepp5.release.rows import STATS, hash_config
from mepp5.scheme.examples import find_quoted, read_examples
from mepp5.scoring.change_results import read_change_results
from mepp5.scoring.results import read_annotator_scores, read_history, read_results

# Which generated blocks stand in which document; in CHANGELOG.md, those of every release that changed labels.
DOCUMENTS = {
    "README.md": (
        "headline",
        "people_briefly",
        "policies",
        "counts",
        "categories",
        "scores",
        "change_counts_briefly",
        "change_scores",
    ),
    "DATASHEET.md": (
        "policies",
        "counts",
        "lengths",
        "categories",
        "slots",
        "overlap",
        "reused",
        "annotators",
        "agreement",
        "outcome",
        "people",
        "second_reading",
        "examples",
        "unused",
        "invented",
        "change_counts",
        "change_differences",
        "change_agreement",
        "change_outcome",
        "change_scores",
    ),
}


def generate(root: Path = ROOT) -> dict[str, bytes]:
    """Return {path: bytes} of README.md, DATASHEET.md and CHANGELOG.md, front matter and generated blocks.

    Raise CorpusError where a document's blocks are not those of DOCUMENTS, where data/ is incomplete, and where a
    score was made from other data.
    """
    data = read_data(root)
    digest = hash_config("clauses", data[SUMS])
    stats = read_json(Path(root) / STATS, Statistics, "run mepp5 build")
    tables = draw_tables(stats, read_rows_of(data, "policies")[0])
    taggers = read_results(digest, root, "slots")
    annotators = read_annotator_scores(digest, hash_config("annotators", data[SUMS]), root)
    results = read_results(digest, root)
    tables["headline"] = draw_headline(results)
    tables["scores"] = draw_scores(results, taggers, annotators)
    tables |= _draw_annotation(root) | _draw_comparison(stats, root)
    tables["examples"] = draw_examples(count_examples(root))
    tables["people"] = draw_people(read_comparison(root))
    tables["people_briefly"] = draw_people_briefly(read_comparison(root))
    tables["second_reading"] = draw_second_reading(count_verdicts(read_verdicts(root)))
    releases = tuple(name for name in tables if name.startswith(("changes-", "history-")))
    documents = {}
    for name, blocks in {**DOCUMENTS, "CHANGELOG.md": releases}.items():
        try:
            documents[name] = fill_blocks(read_text(Path(root) / name), {block: tables[block] for block in blocks})
        except CorpusError as error:
            raise CorpusError(f"{Path(root) / name}: {error}") from error
    documents["README.md"] = draw_front_matter(data, root) + FRONT_MATTER.sub("", documents["README.md"])
    return {name: document.encode() for name, document in documents.items()}


def _draw_annotation(root: Path) -> dict[str, str]:
    """Return the blocks on agreement, adjudication and what it changed."""
    outcome = count_outcome(root=root)
    return {
        "agreement": draw_agreement(read_agreement(root)),
        "outcome": draw_outcome(outcome),
        **_draw_releases(draw_changes(outcome), draw_history(read_history(root))),
    }


def _draw_comparison(stats: Statistics, root: Path) -> dict[str, str]:
    """Return the blocks on what changed between policies."""
    counts = stats["changes"]
    return {
        "change_counts_briefly": draw_change_counts_briefly(counts),
        "change_counts": draw_change_counts(counts),
        "change_differences": draw_change_differences(counts),
        "change_agreement": draw_change_agreement(read_change_agreement(root)),
        "change_outcome": draw_change_outcome(count_change_outcome(root)),
        "change_scores": draw_change_scores(read_change_results(root)),
    }


def _draw_releases(changes: Mapping[str, str], history: Mapping[str, str]) -> dict[str, str]:
    """Return the blocks of every release that changed labels: what it changed, and what that did to the scores."""
    blocks = {}
    for version, table in changes.items():
        blocks[f"changes-{version}"] = table
        blocks[f"history-{version}"] = history.get(version, "The baselines have not run on these labels yet.")
    return blocks


def count_examples(root: Path = ROOT) -> dict[str, tuple[int, int]]:
    """Return {policy: (clauses quoted as an example in the guidelines, clauses)}."""
    examples = read_examples(root)
    counts = {}
    for policy in read_manifest(root):
        units = read_units(policy.id, root)
        counts[policy.id] = len(find_quoted(examples, units)), sum(unit.is_clause for unit in units)
    return counts
