"""The section of the report on other documents: pages read, units drafted, sentences ended; each a generated block."""

from collections.abc import Mapping
from typing import Any

from mepp5.documents.tables import DASH, draw_table

PAGES = "benchmarks/results/pages.json"
DRAFTS = "benchmarks/results/drafts.json"
SENTENCES = "benchmarks/results/sentence_ends.json"


def write_pages(pages: Mapping[str, Any] | None) -> str:
    """Return the table of readers of pages, or that they have not been measured."""
    if not pages:
        return f"The benchmark of pages has not been run (`{PAGES}` is missing)."
    rows = [
        (
            row["reader"],
            f"{row['recall']:.3f}",
            f"{row['precision']:.3f}",
            f"{row['lowest_recall']:.3f}",
            str(row["below"]),
        )
        for row in pages["readers"]
    ]
    head = ("reader", "recall", "precision", "lowest recall of a page", "pages below .9")
    clauses = pages["clauses"]
    about = (
        f"{pages['pages']} saved web pages with the policy's words beside each; these belong to their publishers and "
        "are not in the repository. Words are counted as multisets: recall is the share of the policy's words that "
        f"come out, precision the share of what comes out that is the policy's. Of {clauses['drafted']:,} drafted "
        "clauses, "
        f"{clauses['outside_share']:.1%} stand outside the policy; {clauses['lost_to_chrome_share']:.2%} of the "
        "policy's words are lost to chrome. The pages were at hand while the reader was written: on others expect "
        "less. "
        "`python -m benchmarks.pages DIR` measures any directory of such pages."
    )
    return "\n\n".join([about, draw_table(head, rows)])


def write_drafts(drafts: Mapping[str, Any] | None) -> str:
    """Return the table of drafts against decided units, or that they have not been measured."""
    if not drafts:
        return f"The benchmark of drafts has not been run (`{DRAFTS}` is missing)."
    rows = [
        (
            f"`{row['policy']}`",
            row["drafter"],
            str(row["decided"]),
            str(row["drafted"]),
            f"{row['f1']:.3f}",
            f"{row['f1_with_kind']:.3f}",
            _show(row["section"]),
        )
        for row in sorted(drafts["rows"], key=lambda row: row["policy"])
    ]
    head = ("policy", "drafter", "decided", "drafted", "F1", "F1 with kind", "section right")
    about = (
        "The five policies drafted anew from their canonical texts, against the units that were decided by eye. A unit "
        "is found if begin and end are the decided ones. The canonical texts have lost what told levels of headings "
        "apart, so that of these fewer are right than on a page. The drafter's rules were written with these five in "
        "view."
    )
    return "\n\n".join([about, draw_table(head, rows, numbers=5)])


def write_sentences(measured: Mapping[str, Any] | None) -> str:
    """Return the table of sentence splitters, or that they have not been measured."""
    if not measured:
        return f"The benchmark of sentence ends has not been run (`{SENTENCES}` is missing)."
    splitters = measured["candidates"]
    names = list(splitters)
    sets = list(splitters[names[0]]["scores"])
    rows = [
        (part, *(_show(splitters[name]["scores"][part]["f1"]) for name in names), *_count(splitters["mepp5"], part))
        for part in sets
    ]
    head = ("set", *names, "paragraphs", "exactly right")
    about = (
        "F1 of inner sentence boundaries. `mepp5` is nupunkt with a few rules on top. Own sentences stand in "
        "`tests/segmentation/sentences.toml`. A rule was mended by those held back after a first look at them, so that "
        "their figure here is no longer one of unseen sentences; the first look's stands above them in that file. "
        "Few of the boundaries of `xiaomi-2019` are inner ones."
    )
    return "\n\n".join([about, draw_table(head, rows, numbers=len(head) - 1)])


def _show(score: float | None) -> str:
    return DASH if score is None else f"{score:.3f}"


def _count(splitter: Mapping[str, Any], part: str) -> tuple[str, str]:
    scores = splitter["scores"][part]
    return f"{scores['paragraphs']:,}", f"{scores['exact']:,}"
