"""Made-up pairs of policies for the baselines of changes: make_pair("a", "b", seed) with links of every form."""

from random import Random

from baselines.changes.problem import Problem, make_problems
from mepp5.diff.comparison import Clause
from mepp5.files import Object

LETTERS = "abcdefghijklmnopqrstuvwxyz"
COLLECT, PROTECT, PLAIN = ("collect", "sell"), ("protect", "delete"), ("explain", "describe")
EFFECTS = ("broader", "narrower", "different")


def make_words(number: int, random: Random) -> str:
    """Return made-up words of five to nine letters."""
    return " ".join("".join(random.choices(LETTERS, k=random.randint(5, 9))) for _ in range(number))


def make_clauses(texts: list[str], policy: str = "a", section: str = "Data") -> list[Clause]:
    return [Clause(f"{policy}/{number:04d}", text, (section,)) for number, text in enumerate(texts, start=1)]


def _row(old: list[int], new: list[int], form: str, meaning: str | None, *differences: tuple[str, str, int]) -> Object:
    said = [{"old_text": o, "new_text": n, "about": "data_type", "effect": EFFECTS[e]} for o, n, e in differences]
    return {"old": old, "new": new, "form": form, "moved": False, "meaning": meaning, "differences": said}


class _Writer:
    """Writes clauses and rows of a pair, one case after another."""

    def __init__(self, seed: int):
        self.random = Random(seed)
        self.texts: dict[str, list[str]] = {"old": [], "new": []}
        self.rows: list[Object] = []

    def add(self, side: str, text: str) -> list[int]:
        """Write a clause and return its place."""
        self.texts[side].append(text)
        return [len(self.texts[side]) - 1]

    def write(self, turn: int) -> None:
        """Write a clause that stayed, one whose words were put in, one that was split, one removed, one added."""
        verbs = (COLLECT, PROTECT, PLAIN)[turn % 3]
        put, kept = f"{verbs[turn % 2]} {make_words(1, self.random)}", make_words(8, self.random)
        self.rows.append(_row(self.add("old", f"{kept}."), self.add("new", f"{kept}."), "identical", "same"))
        kept = make_words(9, self.random)
        new = self.add("new", f"{kept} {put}.")
        self.rows.append(_row(self.add("old", f"{kept}."), new, "reworded", "changed", ("", put, turn % 3)))
        kept = make_words(9, self.random)
        old = self.add("old", f"the {kept}.")
        self.rows.append(_row(old, self.add("new", f"or {kept}."), "reworded", "same"))
        one, other = make_words(7, self.random), make_words(7, self.random)
        new = self.add("new", f"{one}.") + self.add("new", f"{other}.")
        self.rows.append(_row(self.add("old", f"{one} {other}."), new, "split", "same"))
        for side, form, effect in (("old", "removed", (1, 0, 2)[turn % 3]), ("new", "added", turn % 3)):
            place = self.add(side, f"We {verbs[turn % 2]} {make_words(6, self.random)}.")
            sides = (place, []) if side == "old" else ([], place)
            self.rows.append(_row(*sides, form, None) | {"effects": [EFFECTS[effect]]})


def make_pair(old: str, new: str, seed: int, turns: int = 6) -> Problem:
    """Return a pair of policies of made-up words, with links of five forms and every effect."""
    writer = _Writer(seed)
    for turn in range(turns):
        writer.write(turn)
    names = {"old": old, "new": new}
    clauses = {
        names[side]: [
            {"id": f"{names[side]}/{n:04d}", "text": text, "section": [f"Part {n // 9}"], "position": n}
            | {"labels": ["data_security"], "slots": [{"slot": "data_type"}]}
            for n, text in enumerate(texts)
        ]
        for side, texts in writer.texts.items()
    }
    rows = []
    for number, row in enumerate(writer.rows, start=1):
        own = {"id": f"{old}--{new}/{number:04}", "pair": f"{old}--{new}", **row}
        own.setdefault("effects", sorted({each["effect"] for each in row["differences"]}))
        for side in ("old", "new"):
            own[side] = [clauses[names[side]][place]["id"] for place in row[side]]
            own[f"{side}_texts"] = [clauses[names[side]][place]["text"] for place in row[side]]
        rows.append(own)
    (problem,) = make_problems(rows, clauses)
    return problem
