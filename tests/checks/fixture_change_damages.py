"""How the tiny corpus's links are damaged for each check: CHANGE_DAMAGES[check][name] is (damage, what is then said).

Each of these damages is found by that one check alone.
"""

import shutil
from pathlib import Path

from mepp5.changes.adjudication.cases import CHANGE_DRAW
from mepp5.changes.annotators import CHANGE_ANNOTATORS
from mepp5.changes.examples import CHANGE_GUIDELINES
from mepp5.changes.pairs import PAIRS
from tests.checks.fixture_change_edits import (
    EXPORT,
    Change,
    add_effect,
    choose,
    decide_otherwise,
    drop,
    edit_decisions,
    edit_difference,
    edit_export,
    edit_link,
    edit_results,
    edit_rows,
    mark_twice,
    move,
    name_nobody,
    pull,
    replace,
    show_other_texts,
    write_scores,
)
from tests.fixture_changes import FIRST
from tests.release.fixture_release import take_over_scores

STRAY = {"pair": "a--b", "old": ["a/0001"], "new": [], "reason": "why"}
UNDISPUTED = {"pair": FIRST, "old": ["alpha-2020/0009"], "new": [], "reason": "why"}
DATE = "This policy took effect on 1 May 2020."
PROTOCOL = "annotations/protocols/changes_reader.md"
AGREEMENT = "annotations/changes/agreement.json"


def leave_export(root: Path) -> None:
    shutil.copy(root / EXPORT, root / "annotations/changes/exports/a--b.json")


def guide(before: str, after: str) -> Change:
    return replace(CHANGE_GUIDELINES, before, after)


CHANGE_DAMAGES: dict[str, dict[str, tuple[Change, str]]] = {
    "change-pairs": {
        "an export of no pair": (leave_export, "an export of no pair"),
        "an unknown direction": (replace(PAIRS, '"time"', '"back"'), 'direction: "back" should be'),
    },
    "change-annotators": {
        "no protocol": (lambda root: (root / PROTOCOL).unlink(), "changes_reader.md does not exist"),
        "one e-mail address": (replace(CHANGE_ANNOTATORS, "backreader@", "reader@"), "have the same email"),
        "no adjudicator": (replace(CHANGE_ANNOTATORS, '"adjudication"', '"all"'), "no annotator has the scope adj"),
    },
    "change-links": {
        "a clause in no link": (edit_results(drop), "gamma-2022/0007 stands in no link"),
        "a clause in two": (edit_results(mark_twice), "gamma-2022/0007 stands in 2 links"),
        "outside every clause": (edit_results(move(DATE, -2, 0, None)), "does not lie inside one clause"),
        "words not there": (edit_results(move("heart rate", 1, 1, "heart rate")), "mark it again"),
        "words with white space": (edit_results(move("heart rate", 0, 1, None)), "'heart rate '; mark the words"),
        "an effect on a link": (edit_results(add_effect), "needs form, place and meaning, once"),
        "the form": (
            edit_results(choose("We encrypt what we store on our servers!", "identical", "edited")),
            "form edi",
        ),
        "changed, yet identical": (
            edit_results(choose("We encrypt what we store on our servers!", "same", "changed")),
            "meaning changed in form identical",
        ),
        "an unknown annotator": (edit_export(name_nobody), "an annotation by 'nobody@x.org'"),
        "other texts": (edit_export(show_other_texts), "of other texts than corpus/text"),
        "no task": (edit_export(lambda tasks: tasks.clear()), f"0 tasks of {FIRST}"),
    },
    "change-decisions": {
        "a dispute without decision": (edit_decisions(lambda lines: lines.pop(0)), "no decision, though it was disp"),
        "no dispute": (edit_decisions(lambda lines: lines.append(UNDISPUTED)), "a decision on no link that was disp"),
        "no pair": (edit_decisions(lambda lines: lines.append(STRAY)), "decisions of no pair"),
        "one twice": (edit_decisions(lambda lines: lines.append(lines[0])), "these clauses were decided before"),
        "a draw of no case": (replace(CHANGE_DRAW, "gamma-2022/0006", "gamma-2022/0066"), "no case of a pair begins"),
        "a draw of a dispute": (replace(CHANGE_DRAW, "gamma-2022/0006", "alpha-2020/0010"), "drawn, though it is dis"),
        "what no reader says": (decide_otherwise, "the ground truth is not what the annotators say together"),
    },
    "change-agreement": {
        "a figure": (replace(AGREEMENT, '"value": 1.0', '"value": 0.9'), "its figures are not those of the exports"),
        "other exports": (
            pull(edit_results(choose("Write to privacy@alpha.example", "different", "broader"))),
            "made from other exports than those beside it",
        ),
    },
    "change-rows": {
        "a text": (edit_link(old_texts=["your name", "your heart rate while you sleep."]), "old_texts is not"),
        "a section": (edit_link(new_sections=[["The next"]]), "new_sections is not that"),
        "categories": (edit_link(new_categories=[["data_security"]]), "new_categories is not that"),
        "topics": (edit_link(old_topics=[[], []]), "old_topics is not that"),
        "an id": (edit_link(id=f"{FIRST}/0099"), f"id is not that of the link and its clauses ('{FIRST}/0003')"),
        "the pair": (edit_link(pair="a--b"), "pair is not that"),
        "clauses": (edit_link(old=["alpha-2020/0005", "alpha-2020/0007"]), "old is not that"),
        "a form": (edit_link(form="split"), "form is not that"),
        "a move": (edit_link(moved=True), "moved is not that"),
        "a meaning": (edit_link(meaning=None), "meaning is not that"),
        "effects": (edit_link(effects=["different", "broader"]), "effects is not that"),
        "no difference": (edit_link(differences=[]), "0 differences of 1"),
        "an offset": (edit_difference(old_start=4), "a difference ("),
        "words": (edit_difference(new_text="Cakes"), "a difference ("),
        "about": (edit_difference(about="purpose"), "a difference ("),
        "an effect": (edit_difference(effect="broader"), "a difference ("),
        "a link missing": (edit_rows(lambda rows: rows.pop()), "8 rows of 9 links"),
        "another order": (edit_rows(lambda rows: rows.reverse()), "id is not that"),
    },
    "change-examples": {
        "an unknown clause": (guide("alpha-2020/0009", "alpha-2020/0099"), "alpha-2020/0099 is no clause"),
        "a heading": (guide("alpha-2020/0009", "alpha-2020/0008"), "alpha-2020/0008 is no clause"),
        "a policy of no pair": (guide("alpha-2020/0009", "delta/0001"), "of no pair that is compared"),
        "other words": (guide("«We do not sell»", "«We do sell»"), "«We do sell» does not stand in alpha-2020/0009"),
        "another form": (guide("`identical`", "`edited`"), "form edited, but the reference has identical"),
        "another meaning": (guide("`edited`, `same`", "`edited`, `changed`"), "meaning changed, but the reference"),
        "another effect": (guide("removed, `broader`", "removed, `narrower`"), "effect narrower, but the reference"),
        "another link": (guide("gamma-2022/0003 «on our servers»", "gamma-2022/0006 «read»"), "no such link"),
        "a clause left out": (guide("with the other item of that list `merged`", "`merged`"), "no such link"),
        "another difference": (guide("«if you are a child»", "«if you are»"), "nothing → «if you are»: audience"),
        "differences left out": (guide("`changed`, among others", "`changed`"), "fewer differences"),
        "a difference that is none": (guide("`audience`, `narrower`", "`audience` and `narrower`"), "line 7: not a cl"),
        "added in place of removed": (guide("removed, `broader`", "added, `broader`"), "form added, but"),
        "no table": (guide("| old | new | verdict |", "| old | new |"), "no table of worked examples"),
    },
    "change-results": {
        "scores of other links": (write_scores({"changes": "sha256:0"}), "made from other links than today's"),
        "scores of another form": (
            lambda root: take_over_scores(root, baselines=[]),
            "baselines: [] should be an object",
        ),
        "scores of no links": (write_scores({}), "changes: is missing"),
    },
}
