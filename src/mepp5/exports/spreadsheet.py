"""CSV that a spreadsheet can open: a row a clause and a row a span; of changes a row a link and a row a difference.

UTF-8 with a byte order mark, by which Excel knows it; fields quoted as in RFC 4180, rows ended by CR LF. A list is a
JSON array, a truth value true or false, nothing an empty cell. A cell that a spreadsheet could take for a formula is
given an apostrophe in front, and so is one that begins with an apostrophe: whoever takes one apostrophe from the front
of each cell that has one has the text again.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence

from mepp5.exports.selection import ANNOTATORS, Exported, Part, Selection
from mepp5.files import Object
from mepp5.release.features import CHANGES, DIFFERENCE, SCHEMA

GUARD = "'"
# What OWASP names as the beginnings of formulas: signs, their full-width forms, tab and line ends.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", GUARD)
SPAN = ("start", "end", "text", "category", "polarity", "subjects", "slot", "value")
PLACE = ("policy", "text", "start", "end")  # of a clause, beside what an annotator says of it
SPAN_KEYS = ("split", "id", "annotator", "layer")
BOM = "\ufeff"


def export(selection: Selection) -> Exported:
    """Return CONFIG.csv and spans.csv, of changes changes.csv and differences.csv; splits are a column of each."""
    if selection.config == CHANGES:
        return Exported(_export_changes(selection), {})
    columns = _list_columns(selection.config, ("practices", "slots"))
    rows = _list_rows(selection)
    if selection.config == ANNOTATORS:
        places = {clause.id: clause for part in selection.parts for clause in part.clauses}
        rows = [row | {name: getattr(places[row["id"]], name) for name in PLACE} for row in rows]
        columns += PLACE
    spans = (span for part in selection.parts for span in _list_spans(part))
    names = [name for name in (*SPAN_KEYS, *SPAN) if name != "annotator" or selection.config == ANNOTATORS]
    return Exported({f"{selection.config}.csv": _write(rows, columns), "spans.csv": _write(spans, names)}, {})


def guard(cell: str) -> str:
    """Return the cell with an apostrophe in front where it would else begin as a formula or with an apostrophe."""
    return GUARD + cell if cell.startswith(RISKY) else cell


def _list_columns(config: str, apart: Sequence[str]) -> list[str]:
    return ["split", *(name for name in SCHEMA[config] if name not in apart)]


def _list_rows(selection: Selection) -> list[Object]:
    return [{"split": split, **row} for split, rows in selection.rows.items() for row in rows]


def _list_spans(part: Part) -> Iterable[Object]:
    for clause in part.clauses:
        for layer, spans in (("practice", clause.practices), ("slot", clause.slots)):
            for span in spans:
                yield {"split": part.split, "id": clause.id, "annotator": part.annotator, "layer": layer, **span}


def _export_changes(selection: Selection) -> dict[str, bytes]:
    rows = _list_rows(selection)
    differences = (
        {"split": row["split"], "id": row["id"]} | difference for row in rows for difference in row["differences"]
    )
    return {
        "changes.csv": _write(rows, _list_columns(CHANGES, ("differences",))),
        "differences.csv": _write(differences, ["split", "id", *DIFFERENCE]),
    }


def _write(rows: Iterable[Object], columns: Sequence[str]) -> bytes:
    """Return the rows under a head of the columns; what a row has no key for is an empty cell."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guard(_write_cell(row.get(name))) for name in columns])
    return (BOM + file.getvalue()).encode()


def _write_cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
