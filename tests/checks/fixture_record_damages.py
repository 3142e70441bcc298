"""How the tiny corpus is damaged for the checks of checks/record.py, and a recorded one by hand edits of every kind.

RECORD_DAMAGES[check](root) is of the tiny corpus. HAND_EDITS[name] is (check, damage, what is then said) of that of
tests/past/fixture_record.py; each edit is followed by a build.
"""

from pathlib import Path

from mepp5.adjudication.decisions import DECISIONS
from mepp5.adjudication.second_reading import SECOND_READING
from mepp5.annotation.annotators import ANNOTATORS
from mepp5.annotation.calibration import COMPARISON
from mepp5.changes.adjudication.decisions import CHANGE_DECISIONS
from mepp5.changes.adjudication.revisions import CHANGE_REVISIONS
from mepp5.changes.adjudication.second_reading import CHANGE_SECOND_READING
from mepp5.changes.annotators import CHANGE_ANNOTATORS
from mepp5.files import dump_jsonl, write_files
from tests.checks.fixture_change_edits import Change, replace
from tests.checks.fixture_record_edits import (
    MANY,
    drop_json,
    edit_lines,
    exchange,
    forge,
    relabel,
    relink,
    swap,
    together,
    unrecord,
)

ALPHA, FIRST_ROUND, SECOND_ROUND = "alpha-2020", "annotations/calibration", "annotations/calibration/2"
PROTOCOL = "annotations/protocols/reader.md"


def write_verdict(root: Path) -> None:
    verdict = {"pair": "a--b", "old": ["a/0001"], "new": [], "verdict": "right"}
    write_files(root, {CHANGE_SECOND_READING: dump_jsonl([verdict])})


RECORD_DAMAGES: dict[str, Change] = {
    "protocols": replace(ANNOTATORS, 'scope = "all"', f'scope = "all"\nprotocol_sha256 = "{"0" * 64}"'),
    "people": replace(ANNOTATORS, 'scope = "all"', 'scope = "some"'),
    "names": replace("annotations/GUIDELINES.md", "# Rules", "# Rules\n\n> [beta] We keep no logs."),
    "change-second-reading": write_verdict,
}


HAND_EDITS: dict[str, tuple[str, Change, str]] = {
    "a label of an annotator": ("releases", relabel("other"), "the labels of 'other' in annotations/exports are not"),
    "a label of the reference": ("releases", relabel("reference"), "the labels restored from the exports and"),
    "a label whose reason stands": ("adjudication", relabel("reference"), "its reason was given for other labels"),
    "a label with a revision of the release": (
        "releases",
        together(relabel("reference"), forge("0.8.0")),
        "has other lines than were released",
    ),
    "a label with a revision to come": (
        "releases",
        together(relabel("reference"), forge("0.9.0")),
        "but pyproject.toml states 0.8.0",
    ),
    "a link of a reader": ("releases", relink("reader"), "the links of 'reader' in the exports are not those released"),
    "a link of the reference": ("releases", relink("reference"), "the links of 'reference' restored from the exports"),
    "a revision of links": (
        "releases",
        lambda root: write_files(root, {CHANGE_REVISIONS: dump_jsonl(MANY)}),
        "changes/revisions.jsonl has other lines",
    ),
    "a label of calibration": (
        "releases",
        replace(f"{FIRST_ROUND}/other.jsonl", "do_not_track", "data_security"),
        "calibration/other.jsonl is not as it was released (in another order or with other labels)",
    ),
    "calibration swapped": (
        "releases",
        exchange(f"{SECOND_ROUND}/other.jsonl", f"{SECOND_ROUND}/reader.jsonl"),
        "calibration/2/other.jsonl is not as it was released",
    ),
    "calibration deleted": (
        "releases",
        lambda root: (root / SECOND_ROUND / "other.jsonl").unlink(),
        "calibration/2/other.jsonl is missing; it was released with 3 segments",
    ),
    "calibration nobody released": (
        "releases",
        lambda root: write_files(
            root, {f"{SECOND_ROUND}/judge.jsonl": (root / SECOND_ROUND / "other.jsonl").read_bytes()}
        ),
        "calibration/2/judge.jsonl was not released",
    ),
    "figures of calibration": ("releases", drop_json(COMPARISON, "segments"), "comparison.json is not as it was rel"),
    "reasons swapped": ("adjudication", edit_lines(DECISIONS, swap("reason")), "its reason is not the one that was"),
    "a reason reworded": ("adjudication", replace(DECISIONS, "Rule 1", "Rule 2"), "its reason is not the one that was"),
    "a reason bound to nothing": (
        "adjudication",
        edit_lines(DECISIONS, lambda rows: rows[0].pop("decided")),
        "its reason is bound to no labels",
    ),
    "reasons in another order": ("adjudication", edit_lines(DECISIONS, list.reverse), "it stands after"),
    "a reason dropped": ("adjudication", edit_lines(DECISIONS, lambda rows: rows.pop()), "no decision, though"),
    "reasons of links swapped": (
        "change-decisions",
        edit_lines(CHANGE_DECISIONS, swap("bound")),
        "its reason is not the one that was",
    ),
    "reasons of links in another order": (
        "change-decisions",
        edit_lines(CHANGE_DECISIONS, list.reverse),
        "it stands after a later link's",
    ),
    "verdicts swapped": ("releases", edit_lines(SECOND_READING, swap("verdict", "note")), "lines are not those rel"),
    "verdicts of other labels": (
        "second-reading",
        edit_lines(SECOND_READING, swap("verdict", "note", "read")),
        "its verdict is of other labels than 0.8.0 had",
    ),
    "a verdict dropped": ("releases", edit_lines(SECOND_READING, lambda rows: rows.pop(1)), "lines are not those rel"),
    "verdicts in another order": ("releases", edit_lines(SECOND_READING, list.reverse), "lines are not those rel"),
    "a verdict twice": ("second-reading", edit_lines(SECOND_READING, lambda rows: rows.append(rows[0])), "twice"),
    "a verdict of what nobody read": (
        "second-reading",
        edit_lines(SECOND_READING, lambda rows: rows[0].pop("read")),
        "it does not say which labels were read",
    ),
    "a verdict called unreleased": (
        "second-reading",
        edit_lines(SECOND_READING, lambda rows: rows[0].update(unreleased=True)),
        "drop `unreleased`",
    ),
    "verdicts of links swapped": (
        "change-second-reading",
        edit_lines(CHANGE_SECOND_READING, lambda rows: swap("read")(rows[1:])),
        "its verdict is of other labels than 0.8.0 had",
    ),
    "a verdict of a link dropped": (
        "releases",
        edit_lines(CHANGE_SECOND_READING, lambda rows: rows.pop()),
        "changes/second_reading.jsonl: its first 9 lines are not",
    ),
    "a verdict of a link twice": (
        "change-second-reading",
        edit_lines(CHANGE_SECOND_READING, lambda rows: rows.append(rows[1])),
        "it stands twice",
    ),
    "a verdict of an unknown link": (
        "change-second-reading",
        replace(CHANGE_SECOND_READING, "alpha-2020/0002", "alpha-2020/0099"),
        "alpha-2020/0099 is no clause of that side",
    ),
    "a protocol": ("protocols", replace(PROTOCOL, " ", "  "), "is not the protocol that was followed"),
    "a protocol of nobody who annotates": (
        "releases",
        replace("annotations/protocols/second_reader.md", " ", "  "),
        "second_reader.md is not as it was released",
    ),
    "a protocol and its hash": (
        "releases",
        together(
            replace(PROTOCOL, " ", "  "),
            lambda root: (root / ANNOTATORS).write_text(
                "".join(
                    line for line in (root / ANNOTATORS).read_text().splitlines(keepends=True) if "sha256" not in line
                )
            ),
        ),
        "reader: other than released: the protocol annotations/protocols/reader.md",
    ),
    "a machine becomes a person": (
        "releases",
        replace(ANNOTATORS, '"language model"', '"person"'),
        "reader: other than released: kind was 'language model'",
    ),
    "a machine of links becomes a person": (
        "releases",
        replace(CHANGE_ANNOTATORS, '"language model"', '"person"'),
        "reader: other than released: kind was 'language model'",
    ),
    "all becomes some": ("people", replace(ANNOTATORS, '"all"', '"some"'), "but every section is annotated"),
    "what is given": (
        "people",
        replace(ANNOTATORS, 'scope = "all"', 'scope = "all"\ngives = ["categories"]'),
        "gives has no slots, but there are some",
    ),
    **{
        f"a record without {name}": ("releases", unrecord(name), message)
        for name, message in {
            "layers": "it has not the hash of each annotator's labels",
            "links": "the links of 'reader' in the exports are not those released",
            "calibration": "was not released; raise the version",
            "lines": "second_reading.jsonl has other lines than were released",
            "files": "adjudication_draw.json is not as it was released",
            "people": "does not say who annotated (annotations/annotators.toml)",
            "change_people": "does not say who annotated (annotations/changes/annotators.toml)",
        }.items()
    },
    "a draw of no clause": (
        "names",
        replace("annotations/adjudication_draw.json", '"consistency": []', '"consistency": ["beta/0099"]'),
        "drawn (consistency), but it is no clause",
    ),
    "an example of no policy": (
        "names",
        together(
            replace("annotations/GUIDELINES.md", "# Rules", "# Rules\n\n> [nowhere] We keep logs."),
        ),
        "stands in no clause of 'nowhere'",
    ),
    "an example of no clause": (
        "names",
        replace("annotations/GUIDELINES.md", "# Rules", "# Rules\n\n> [beta] We keep no logs."),
        "«We keep no logs.» stands in no clause of 'beta'",
    ),
}
