"""CoNLL: a token a line with its BIO tag, a file for each slot type, and one flat file of all types.

The files are CoNLL-U Plus, whose first line names the columns: number, token, start, end (code points of the clause's
text, half-open), tag. The number stands first since readers take a line that begins with the token "#" for a comment.
Clauses are divided by blank lines; comments before each name it and its categories and repeat its text, with spaces for
line breaks. Tokens are runs of letters and digits, and each other sign alone. A span that no tokens make up, and one
that shares a token with a span that is kept (overlaps.py), is not in the file; the part's lost.tsv lists it.
"""

import re
from collections.abc import Sequence

from mepp5.exports.overlaps import keep_longest
from mepp5.exports.selection import Clause, Exported, Part, Selection
from mepp5.files import Object

FLAT = "flat"
HEAD = "# global.columns = ID FORM MEPP5:START MEPP5:END MEPP5:TAG\n"
LOST_COLUMNS = ("file", "clause", "start", "end", "slot", "value", "why")
OVERLAP, WITHIN = "overlap", "within a token"
OUTSIDE = "O"
_TOKEN = re.compile(r"\w+|[^\w\s]")
Place = tuple[int, int]


def export(selection: Selection) -> Exported:
    """Return a folder for each part with SLOT.conll for every slot type, flat.conll and lost.tsv."""
    contents: dict[str, bytes] = {}
    lost: dict[str, int] = {}
    slots = selection.taxonomy.slot_ids
    for part in selection.parts:
        rows: list[str] = []
        for name, types in {**{slot: (slot,) for slot in slots}, FLAT: slots}.items():
            file = f"{name}.conll"
            text, missing = _write_file(part, types)
            contents[f"{part.folder}/{file}"] = text.encode()
            rows += ["\t".join([file, *row]) + "\n" for row in missing]
            for row in missing:
                what = _name_loss(name, row[-1])
                lost[what] = lost.get(what, 0) + 1
        contents[f"{part.folder}/lost.tsv"] = ("\t".join(LOST_COLUMNS) + "\n" + "".join(rows)).encode()
    clauses = [clause for part in selection.parts for clause in part.clauses]
    return Exported(contents, {**_count_fixed(clauses), **{what: lost.get(what, 0) for what in _LOSSES}})


def find_tokens(text: str) -> list[Place]:
    """Return the tokens as half-open code points."""
    return [match.span() for match in _TOKEN.finditer(text)]


def _name_loss(file: str, why: str) -> str:
    where = "the flat file" if file == FLAT else "the files of one type"
    return f"slots not in {where}: {why}"


_LOSSES = tuple(_name_loss(file, why) for file in ("", FLAT) for why in (OVERLAP, WITHIN))


def _count_fixed(clauses: Sequence[Clause]) -> dict[str, int]:
    """Return how much the format has no place for at all."""
    return {
        "practices (their categories stand in the comments)": sum(len(clause.practices) for clause in clauses),
        "values of slots": sum(len(clause.slots) for clause in clauses),
        "clauses whose line breaks become spaces": sum("\n" in clause.text for clause in clauses),
    }


def _write_file(part: Part, types: Sequence[str]) -> tuple[str, list[list[str]]]:
    """Return the file's text, and the rows of lost.tsv (without the file) of what it does not hold."""
    blocks, missing = [], []
    for clause in part.clauses:
        tokens = find_tokens(clause.text)
        spans = [span for span in clause.slots if span["slot"] in types]
        tags, lost = _tag(tokens, sorted(spans, key=lambda span: types.index(span["slot"])))
        blocks.append(_write_clause(clause, tokens, tags))
        missing += [[clause.id, *(str(span[key]) for key in LOST_COLUMNS[2:-1]), why] for span, why in lost]
    return HEAD + "".join(blocks), missing


def _tag(tokens: Sequence[Place], spans: Sequence[Object]) -> tuple[list[str], list[tuple[Object, str]]]:
    """Return the tokens' tags, and the spans that these do not tell, each with the reason."""
    starts = {start: number for number, (start, _) in enumerate(tokens)}
    ends = {end: number + 1 for number, (_, end) in enumerate(tokens)}
    within = [span for span in spans if span["start"] not in starts or span["end"] not in ends]
    kept, overlapping = keep_longest(
        [span for span in spans if span not in within], lambda span: (span["start"], span["end"])
    )
    tags = [OUTSIDE] * len(tokens)
    for span in kept:
        first, end = starts[span["start"]], ends[span["end"]]
        tags[first:end] = [f"B-{span['slot']}"] + [f"I-{span['slot']}"] * (end - first - 1)
    return tags, [(span, WITHIN) for span in within] + [(span, OVERLAP) for span in overlapping]


def _write_clause(clause: Clause, tokens: Sequence[Place], tags: Sequence[str]) -> str:
    head = f"# clause_id = {clause.id}\n# labels = {' '.join(clause.labels)}\n# text = {_flatten(clause.text)}\n"
    lines = (
        f"{number}\t{clause.text[start:end]}\t{start}\t{end}\t{tag}\n"
        for number, ((start, end), tag) in enumerate(zip(tokens, tags, strict=True), start=1)
    )
    return head + "".join(lines) + "\n"


def _flatten(text: str) -> str:
    """Return the text on one line, as many code points long."""
    return re.sub(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", " ", text)
