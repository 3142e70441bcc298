"""The official scorer of the task "changes": which clauses of two policies belong together, and what became of them.

Two parts, each scored where a file answers it. Align: F1 of linked pairs, an old and a new clause that stand in one
link (over all pairs, and over those whose texts are not the same). Judge, of the links of the release: form, meaning
and effects. Intervals draw whole level-1 sections, those of a link's first clause.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from mepp5.changes.links import EFFECTS, FORMS, MEANINGS
from mepp5.errors import CorpusError
from mepp5.files import Object
from mepp5.measures.bootstrap import Measure, Sample, find_interval, make_sample, measure_block
from mepp5.measures.f1 import Array, count_outcomes, find_present, mark_outcomes, measure_f1, round_score
from mepp5.measures.intervals import DRAWS, LEVEL, SEED
from mepp5.paths import ROOT
from mepp5.release.change_protocols import LEAVE_ONE_PAIR_OUT, read_change_rows
from mepp5.scoring.change_predictions import ChangePredictions, Judgement, read_change_predictions
from mepp5.scoring.tracks import Track, check_track

ABOUT = {"draws": DRAWS, "seed": SEED, "level": LEVEL, "unit": "section"}
LINKED_FORMS = tuple(form for form in FORMS if form not in ("removed", "added"))
ALL, NOT_IDENTICAL = "all", "not_identical"


def score_changes(path: Path, root: Path = ROOT, track: str | None = None) -> Object:
    """Score a predictions file of the task "changes" under leave-one-pair-out against the release in root.

    Returns {"task", "protocol", "track", "bootstrap", "align": {cut: scores} or None, "judge": {cut: scores} or None},
    cuts being all links and those of texts that are not the same. Raises CorpusError, and gives no score, where the
    track is unknown or the file is not what the format asks for.
    """
    stated, rows = check_track(track), read_change_rows(root)
    if not rows:
        raise CorpusError(f"{root} compares no policies, so that there is nothing to score.")
    return score_change_predictions(read_change_predictions(Path(path), rows), rows, stated)


def score_change_predictions(
    predictions: ChangePredictions, rows: Sequence[Object], track: Track | None = None
) -> Object:
    """Return what score_changes does, of predictions that have been read."""
    align = predictions.links is not None and {
        cut: _score_align(predictions.links, rows, cut == NOT_IDENTICAL) for cut in (ALL, NOT_IDENTICAL)
    }
    judge = predictions.judgements is not None and {
        cut: _score_judge(predictions.judgements, rows, cut == NOT_IDENTICAL) for cut in (ALL, NOT_IDENTICAL)
    }
    about = {"task": "changes", "protocol": LEAVE_ONE_PAIR_OUT, "track": track, "bootstrap": ABOUT}
    return about | {"align": align or None, "judge": judge or None}


def _score_align(links: Mapping[str, frozenset[tuple[str, str]]], rows: Sequence[Object], only_changed: bool) -> Object:
    """Return precision, recall and F1 of linked pairs, each pair of policies counted and all pooled."""
    texts, section_of = _read_clauses(rows)
    truth: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        truth.setdefault(row["pair"], set()).update((old, new) for old in row["old"] for new in row["new"])
    counts: dict[str, Array] = {}
    for number, (pair, true) in enumerate(truth.items()):
        guess = links.get(pair, frozenset())
        for link in sorted(true | guess):  # sections in one order, so that draws are the same whenever it runs
            if only_changed and texts[link[0]] == texts[link[1]]:
                continue
            section = counts.setdefault(f"{pair} {section_of[link[0]]}", np.zeros((3, len(truth))))
            section[:, number] += link in true and link in guess, link not in true, link not in guess
    stacked = np.array(list(counts.values())) if counts else np.zeros((0, 3, len(truth)))
    sample = make_sample({"links": stacked}, list(counts))
    return _describe_align(sample, list(truth))


def _describe_align(sample: Sample, pairs: Sequence[str]) -> Object:
    counts = sample.total("links")
    hits, false_alarms, misses = counts.sum(axis=1)
    interval = None
    if sample.groups > 1:
        interval = find_interval(measure_f1(sample.draw("links").sum(axis=-1, keepdims=True))[..., 0])
    return {
        "links": int(hits + misses),
        "precision": round_score(hits / max(hits + false_alarms, 1)),
        "recall": round_score(hits / max(hits + misses, 1)),
        "f1": round_score(float(measure_f1(counts.sum(axis=1, keepdims=True))[0])),
        "sections": sample.groups,
        "intervals": {"f1": interval},
        "per_pair": {pair: round_score(float(f1)) for pair, f1 in zip(pairs, measure_f1(counts), strict=True)},
        "per_pair_intervals": _find_pair_intervals(sample, pairs),
    }


def _find_pair_intervals(sample: Sample, pairs: Sequence[str]) -> Object:
    """Return the interval of each pair, over the draws in which it has a link, true or predicted."""
    if sample.groups < 2:
        return dict.fromkeys(pairs)
    drawn = sample.draw("links")
    f1 = np.where(drawn.any(axis=-2), measure_f1(drawn), np.nan)
    return {pair: find_interval(own) for pair, own in zip(pairs, f1.T, strict=True)}


def _score_judge(judgements: Mapping[str, Judgement], rows: Sequence[Object], only_changed: bool) -> Object:
    """Return the scores of form and meaning over links, of effects over links and clauses that stand alone."""
    kept = [row for row in rows if not (only_changed and row["form"] == "identical")]
    linked = [row for row in kept if row["old"] and row["new"]]
    alone = [row for row in kept if not (row["old"] and row["new"])]
    scores: Object = {"links": len(linked), "alone": len(alone)}
    for name, members, labels in (
        ("form", linked, LINKED_FORMS),
        ("meaning", linked, MEANINGS),
        ("effects", kept, EFFECTS),
        ("effects_alone", alone, EFFECTS),
    ):
        field = "effects" if name.startswith("effects") else name
        truth, guess = (
            np.array([[label in _list(answer) for label in labels] for answer in answers], bool).reshape(
                -1, len(labels)
            )
            for answers in (
                [row[field] for row in members],
                [getattr(judgements[row["id"]], field) for row in members],
            )
        )
        scores[name] = _describe_labels(truth, guess, members, labels)
    return scores


def _list(answer: str | Sequence[str] | None) -> Sequence[str]:
    return (answer,) if isinstance(answer, str) else answer or ()


def _describe_labels(truth: Array, guess: Array, rows: Sequence[Object], labels: Sequence[str]) -> Object:
    counts = mark_outcomes(truth, guess)
    sample = make_sample({"labels": counts}, [_name_section(row) for row in rows])
    in_set = find_present(counts.sum(axis=0))
    measures: dict[str, Measure] = measure_block(sample, "labels", in_set) if rows else {}
    f1 = measure_f1(count_outcomes(truth, guess))
    return {
        **{name: round_score(measure.value) for name, measure in measures.items()},
        "exact": round_score(float((truth == guess).all(axis=1).mean())) if rows else None,
        "intervals": {name: measure.interval for name, measure in measures.items()},
        "per_label": {
            label: {"f1": round_score(float(value)), "support": int(support)}
            for label, value, support in zip(labels, f1, truth.sum(axis=0), strict=True)
        },
    }


def _read_clauses(rows: Sequence[Object]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the text and the level-1 section of every clause."""
    texts, section_of = {}, {}
    for row in rows:
        for side in ("old", "new"):
            for id, text, section in zip(row[side], row[f"{side}_texts"], row[f"{side}_sections"], strict=True):
                texts[id], section_of[id] = text, section[0] if section else ""
    return texts, section_of


def _name_section(row: Object) -> str:
    section = (row["old_sections"] or row["new_sections"])[0]
    return f"{row['pair']} {'old' if row['old'] else 'new'} {section[0] if section else ''}"
