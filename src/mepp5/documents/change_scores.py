"""The generated table of scores of the task "changes"; every number comes from baselines/results/changes."""

from collections.abc import Sequence

from mepp5.documents.tables import DASH, draw_table
from mepp5.files import Object
from mepp5.scoring.change_results import CEILING

NOT_RUN = "The baselines of changes have not run on these links."
# (heading, part, cut, path to the score, whether its interval is shown)
COLUMNS: tuple[tuple[str, str, str, tuple[str, ...], bool], ...] = (
    ("links, all: F1", "align", "all", ("f1",), True),
    ("links: F1", "align", "not_identical", ("f1",), True),
    ("form: macro-F1", "judge", "not_identical", ("form", "macro_f1"), False),
    ("meaning: macro-F1", "judge", "not_identical", ("meaning", "macro_f1"), False),
    ("effects: micro-F1", "judge", "not_identical", ("effects", "micro_f1"), False),
    ("effects: macro-F1", "judge", "not_identical", ("effects", "macro_f1"), False),
)


def draw_change_scores(results: Object | None) -> str:
    """Return a row for each baseline and for one annotator against the other; `results` is read_change_results()."""
    if results is None:
        return NOT_RUN
    head = ("system", "track", *(heading for heading, *_ in COLUMNS))
    rows = [(f"`{name}`", scores["track"], *_show(scores)) for name, scores in results["baselines"].items()]
    if ceiling := results["annotators"].get(CEILING):
        rows.append((CEILING, DASH, *_show(ceiling)))
    return (
        f"`{results['protocol']}`; links in which the texts are identical are left out but in the first column; in "
        f"brackets, 95 % intervals over level-1 sections. The floor is `{next(iter(results['baselines']))}`, the "
        f"ceiling one annotator against the other, judged on the links that both have.\n\n"
        f"{draw_table(head, rows, numbers=len(head) - 2)}"
    )


def _show(scores: Object) -> list[str]:
    return [_show_score(scores[part][cut], path, interval) for _, part, cut, path, interval in COLUMNS]


def _show_score(holder: Object, path: Sequence[str], interval: bool) -> str:
    for key in path[:-1]:
        holder = holder[key]
    if path[-1] not in holder:
        return DASH
    ends = holder["intervals"][path[-1]] if interval else None
    return f"{holder[path[-1]]:.3f}" + (f" [{ends[0]:.3f}, {ends[1]:.3f}]" if ends else "")
