"""Each baseline of the task "changes" under leave-one-pair-out, scored by the official scorer; and the annotators."""

import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from joblib import Parallel, delayed

from baselines.changes.problem import Problem, load_problems
from baselines.changes.registry import CHANGE_BASELINES, ChangeBaseline
from baselines.changes.traits import predict_traits
from baselines.corpus import load_corpus, load_rows
from baselines.fitting import SEED, repeatable
from baselines.provenance import describe_run, hash_code
from mepp5.changes.exports import read_change_export
from mepp5.changes.pairs import read_pairs
from mepp5.errors import CorpusError
from mepp5.files import Object, dump_jsonl, write_files
from mepp5.release.change_protocols import LEAVE_ONE_PAIR_OUT
from mepp5.release.changes import make_change_row
from mepp5.scoring.change_predictions import ChangePredictions, Judgement
from mepp5.scoring.change_results import hash_changes
from mepp5.scoring.changes import score_change_predictions, score_changes

NOTE = "no independent bound: the reference was made from the annotators; one against the other is one"


def run_change_baselines(root: Path, jobs: int = 1) -> Object:
    """Return the results: data, code, libraries, {"baselines": {name: scores}, "annotators": {name: scores}}.

    Raises CorpusError where fewer than two pairs are compared.
    """
    problems = load_problems(root)
    if len(problems) < 2:
        raise CorpusError("a model of changes is tested on one pair and trained on others: compare two at least.")
    corpus = load_corpus(root)
    traits = {
        (problem.pair, track): predict_traits(problem, corpus, track)
        for problem in problems
        for track in dict.fromkeys(each.track for each in CHANGE_BASELINES.values())
    }
    tested = {
        (baseline.name, problem.pair): replace(problem, traits=traits[problem.pair, baseline.track])
        for baseline in CHANGE_BASELINES.values()
        for problem in problems
    }
    with TemporaryDirectory() as scratch:
        scored = Parallel(n_jobs=jobs)(
            delayed(_run)(name, problems, [tested[name, problem.pair] for problem in problems], Path(scratch), root)
            for name in CHANGE_BASELINES
        )
    about = describe_run("categories", corpus.sha256, SEED)
    return {
        **about,
        "code": f"sha256:{hash_code(of_changes=True)}",
        "changes": hash_changes(root),
        "invented": f"sha256:{corpus.invented_sha256}",
        "protocol": LEAVE_ONE_PAIR_OUT,
        "baselines": dict(zip(CHANGE_BASELINES, scored, strict=True)),
        "note": NOTE,
        "annotators": score_change_annotators(root),
    }


def _run(name: str, problems: Sequence[Problem], tested: Sequence[Problem], scratch: Path, root: Path) -> Object:
    """Fit on all pairs but one, predict that; score the file of all lines."""
    baseline = CHANGE_BASELINES[name]
    start, lines = time.perf_counter(), []
    for problem in tested:
        with repeatable():
            lines += predict_changes(baseline, [each for each in problems if each.pair != problem.pair], problem)
    seconds = time.perf_counter() - start
    file = f"{name}.jsonl"
    write_files(scratch, {file: dump_jsonl(lines)})
    scores = score_changes(scratch / file, root, baseline.track)
    return {"description": baseline.description, "track": baseline.track, "seconds": round(seconds, 1)} | scores


def predict_changes(baseline: ChangeBaseline, train: Sequence[Problem], problem: Problem) -> list[Object]:
    """Return the lines of a predictions file for the tested pair: its links, and a judgement of each released link."""
    model = baseline.fit(train)
    lines: list[Object] = [
        {
            "pair": problem.pair,
            "old": [problem.old[place].id for place in link.old],
            "new": [problem.new[place].id for place in link.new],
        }
        for link in model.align(problem.old, problem.new)
    ]
    for row, judged in zip(problem.rows, model.judge(problem.items), strict=True):
        said = {"form": judged.form, "meaning": judged.meaning, "effects": list(judged.effects)}
        lines.append({"id": row["id"], **said})
    return lines


def score_change_annotators(root: Path) -> Object:
    """Return {"first against second": scores} of every two annotators, the reference last, as of a system.

    Form, meaning and effects are compared over the links that both have.
    """
    clauses = {row["id"]: row for row in load_rows("clauses", root)}
    layers = {pair: read_change_export(pair, root) for pair in read_pairs(root)}
    rows = {
        name: [
            make_change_row(pair, number, link, clauses)
            for pair, of_pair in layers.items()
            for number, link in enumerate(of_pair[name], start=1)
        ]
        for name in next(iter(layers.values()))
    }
    return {f"{one} against {other}": _compare(rows[one], rows[other]) for one, other in combinations(rows, 2)}


def _compare(guessed: Sequence[Object], true: Sequence[Object]) -> Object:
    links: dict[str, set[tuple[str, str]]] = {}
    for row in guessed:
        links.setdefault(row["pair"], set()).update((old, new) for old in row["old"] for new in row["new"])
    align = score_change_predictions(ChangePredictions({k: frozenset(v) for k, v in links.items()}, None), true)
    said = {(row["pair"], *row["old"], "", *row["new"]): row for row in guessed}
    shared = [row for row in true if (row["pair"], *row["old"], "", *row["new"]) in said]
    judgements = {}
    for row in shared:
        own = said[(row["pair"], *row["old"], "", *row["new"])]
        judgements[row["id"]] = Judgement(row["id"], own["form"], own["meaning"], tuple(own["effects"]))
    judge = score_change_predictions(ChangePredictions(None, judgements), shared)
    return {"align": align["align"], "judge": judge["judge"]}
