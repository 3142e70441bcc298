"""How an export of the tiny corpus is damaged: DAMAGES[name] is (what damages its tasks, the message it ends in)."""

from collections.abc import Callable


def regions(tasks: list[dict]) -> list[dict]:
    """Return the results of the reader's annotation of the second task: a list of label and choice by turns."""
    return tasks[1]["annotations"][0]["result"]


def shift(tasks: list[dict]) -> None:
    for result in regions(tasks)[:2]:
        result["value"]["start"] += 1
        result["value"]["end"] += 1


def move(start: int, end: int) -> Callable[[list[dict]], None]:
    def damage(tasks: list[dict]) -> None:
        for result in regions(tasks)[:2]:
            result["value"] |= {"start": start, "end": end, "text": tasks[1]["data"]["text"][start:end]}

    return damage


def mark_subjects(tasks: list[dict], *subjects: str, slot: bool = False) -> None:
    """Give the first practice, or the first slot, the subjects."""
    results = regions(tasks)
    first = next(result for result in results if result["from_name"] == ("slot" if slot else "practice"))
    place = {name: first["value"][name] for name in ("start", "end", "text")}
    marked = {"id": first["id"], "from_name": "subject", "to_name": "text", "type": "choices"}
    results.insert(2, marked | {"value": place | {"choices": list(subjects)}})


DAMAGES = {
    "another text": (lambda t: t[1]["data"].update(text="x"), r"task 2 .* is of another text than corpus/text"),
    "another text's hash": (lambda t: t[1]["data"].update(sha256="0" * 64), "task 2 .* is of another text"),
    "another start": (lambda t: t[1]["data"].update(start=61), "task 2 .* is of another text"),
    "another policy": (lambda t: t[1]["data"].update(policy="beta"), "task 2 .* is of another text"),
    "a task twice": (lambda t: t.append(t[1]), "section 'What we collect' at 62 is there twice"),
    "a task missing": (lambda t: t.pop(1), "section 'What we collect' at 62 is missing"),
    "no task at all": (lambda t: t[1].clear(), r"line 1: \[1\]\.data: is missing"),
    "an annotator missing": (lambda t: t[1]["annotations"].pop(0), "'What we collect' at 62, reader: .* is missing"),
    "an unknown annotator": (
        lambda t: t[1]["annotations"][0]["completed_by"].update(email="a@b.org"),
        "by 'a@b.org', who is not in annotations/annotators.toml",
    ),
    "an annotator's number": (
        lambda t: t[1]["annotations"][0].update(completed_by=2),
        r"\[1\]\.annotations\[0\]\.completed_by: 2 should be an object",
    ),
    "two annotations": (
        lambda t: t[1]["annotations"].append(t[1]["annotations"][0]),
        "two annotations by reader; delete one",
    ),
    "a skipped task": (lambda t: t[1]["annotations"][0].update(was_cancelled=True), "skipped by reader"),
    "a false ground truth": (lambda t: t[1]["annotations"][0].update(ground_truth=True), "ground_truth is True"),
    "no result": (lambda t: t[1]["annotations"][0].pop("result"), r"\[1\]\.annotations\[0\]\.result: is missing"),
    "a shifted offset": (shift, r"says 'We collect.*:', but 18 to 55 is 'e collect.*:\\n'; mark it again"),
    "one result shifted": (lambda t: regions(t)[0]["value"].update(start=18), "which the text does not have"),
    "an offset beyond the text": (move(17, 9999), "has offsets 17 to 9999, which the text does not have"),
    "an offset that is no number": (
        move(None, None),
        r"\[1\]\.annotations\[0\]\.result\[0\]\.value\.start: null should be a valid integer",
    ),
    "a region in the heading": (move(0, 4), "'What'. does not lie inside one clause"),
    "a region across clauses": (move(17, 62), "does not lie inside one clause; redraw it"),
    "a clause without a practice": (
        lambda t: t[1]["annotations"][0].update(result=regions(t)[2:]),
        "reader: alpha-2020/0004: no practice",
    ),
    "an unknown label": (lambda t: regions(t)[0]["value"].update(labels=["spam"]), "unknown category 'spam'"),
    "an unknown control": (lambda t: regions(t)[0].update(from_name="label"), "unknown control 'label'"),
    "two labels": (lambda t: regions(t)[0]["value"]["labels"].append("data_security"), "has 2 labels at once"),
    "no polarity": (lambda t: regions(t).pop(1), "first_party_collection_use, 'We collect.* has no polarity"),
    "a polarity alone": (lambda t: regions(t).pop(0), "has a choice .polarity. that is not of its label"),
    "subjects of a category that has none": (
        lambda t: mark_subjects(t, "data_security"),
        "subjects of practice first_party_collection_use; only do_not_track",
    ),
    "subjects of a slot": (lambda t: mark_subjects(t, "data_security", slot=True), "but is no practice; clear them"),
    "no subject": (lambda t: mark_subjects(t), "has 0 choices at once"),
    "a relation": (lambda t: regions(t).append({"type": "relation"}), "a result of type 'relation' is no label"),
    "a volatile key": (lambda t: t[1].update(id=4), "not as `pull` writes it"),
    "no text in the region": (lambda t: [r["value"].pop("text") for r in regions(t)], "not as `pull` writes it"),
}
