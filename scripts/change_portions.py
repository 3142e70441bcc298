"""Write what annotators of changes are given: both policies, and portions with the nearest clauses of the other side.

Example: python scripts/change_portions.py huami-2021 zepp-2024 --from old -o portions/
"""

from collections.abc import Sequence
from pathlib import Path

import click
from sklearn.feature_extraction.text import TfidfVectorizer

from mepp5.command import Command
from mepp5.corpus.clauses import Unit, read_units
from mepp5.files import write_files
from mepp5.outputs import OutFolder, is_free
from mepp5.paths import ROOT

MOST = 60  # clauses of a portion: what can be read with care
NEAREST = 3


def show_policy(units: Sequence[Unit]) -> str:
    """Return the policy unit by unit: headings by level, each clause with id, kind and, in a list, its lead-in."""
    lines = []
    for unit in units:
        text = " ⏎ ".join(unit.text.split("\n\n"))
        if unit.kind == "heading":
            lines.append(f"\n{'#' * max(1, unit.level)} {text}\n")
        elif unit.kind == "chrome":
            lines.append(f"(furniture) {text}")
        else:
            lead = f" of {unit.lead_in}" if unit.lead_in else ""
            lines.append(f"[{unit.id}] ({unit.kind}{lead}) {unit.text}")
    return "\n".join(lines).strip() + "\n"


def find_nearest(clauses: Sequence[Unit], others: Sequence[Unit]) -> dict[str, list[str]]:
    """Return {clause id: ids of the nearest others}, by the cosine of TF-IDF of words; none that shares no word."""
    vectors = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2))
    vectors.fit(unit.text for unit in (*clauses, *others))
    alike = (vectors.transform(u.text for u in clauses) @ vectors.transform(u.text for u in others).T).toarray()
    return {
        clause.id: [others[place].id for place in row.argsort()[::-1][:NEAREST] if row[place] > 0]
        for clause, row in zip(clauses, alike, strict=True)
    }


def split_portions(clauses: Sequence[Unit], most: int = MOST) -> list[list[Unit]]:
    """Return as few portions as `most` allows, of about the same size, each ending where a section does if near."""
    number = -(-len(clauses) // most)
    portions: list[list[Unit]] = []
    start = 0
    for left in range(number, 0, -1):
        end = start + -(-(len(clauses) - start) // left)
        first = max(end - 8, start + 1, len(clauses) - (left - 1) * most)  # so that the rest fits into those left
        ends = [n for n in range(first, min(end + 9, start + most + 1)) if n < len(clauses)]
        whole = [n for n in ends if clauses[n].section[:1] != clauses[n - 1].section[:1]]
        if left > 1 and whole:
            end = min(whole, key=lambda n: abs(n - end))
        portions.append(list(clauses[start:end]))
        start = end
    return [portion for portion in portions if portion]


@click.command(cls=Command)
@click.argument("old")
@click.argument("new")
@click.option("--from", "side", type=click.Choice(["old", "new"]), default="old", help="Whose clauses are portioned.")
@click.option("-o", "--output", type=OutFolder(), required=True, help="An empty folder.")
@click.option("--root", type=click.Path(exists=True, path_type=Path), default=ROOT, help="The corpus to read.")
def main(old: str, new: str, side: str, output: Path, root: Path) -> None:
    """Write OLD and NEW as old.txt and new.txt, and portion-1.txt, portion-2.txt, … of one of the two."""
    if not is_free(output):
        raise click.UsageError(f"{output} holds files; name an empty folder.")
    units = {"old": read_units(old, root), "new": read_units(new, root)}
    clauses = {name: [unit for unit in them if unit.is_clause] for name, them in units.items()}
    here, there = clauses[side], clauses["new" if side == "old" else "old"]
    nearest = find_nearest(here, there)
    contents = {f"{name}.txt": show_policy(them).encode() for name, them in units.items()}
    text_of = {unit.id: unit.text for unit in there}
    portions = split_portions(here)
    for number, portion in enumerate(portions, start=1):
        shown = []
        for unit in portion:
            shown.append(f"[{unit.id}] ({' / '.join(unit.section)}; {unit.kind}) {unit.text}")
            shown += [f"    near in words: {id}: {text_of[id]}" for id in nearest[unit.id]]
        contents[f"portion-{number}.txt"] = ("\n".join(shown) + "\n").encode()
    write_files(output, contents)
    for number, portion in enumerate(portions, start=1):
        click.echo(f"portion {number}: {len(portion)} clauses")


if __name__ == "__main__":
    main()
