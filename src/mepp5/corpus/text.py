"""Raw file → canonical text, and the log of every edit between them.

The canonical text has LF newlines, no NBSP, no space at a line's edge, no run of spaces, at most one blank line and one
newline at its end. The publisher's words are never touched: mechanical rules remove the converter's markup and surplus
white space; everything else is a decision in corpus/corrections.toml.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from mepp5.corpus.corrections import Correction, read_corrections
from mepp5.corpus.edits import Edit, edits_path
from mepp5.corpus.manifest import Policy, read_manifest, read_raw
from mepp5.errors import CorpusError
from mepp5.files import dump_jsonl
from mepp5.files import read_text as read_file
from mepp5.paths import ROOT, join_below
from mepp5.system.memory import remembered

# (rule, pattern, replacement), applied in order.
MARKDOWN_RULES = (
    ("markdown-quote", r"(?m)^> ", ""),
    ("markdown-heading", r"(?m)^#+ ", ""),
    ("markdown-link", r"\[(?=[^\[\]\n]+\]\([^()\s]+\))", ""),
    ("markdown-link", r"\]\([^()\s]+\)", ""),
    # The converter's emphasis cannot be parsed ("**   • ** **** **Log Files:**"): every asterisk is markup.
    ("markdown-emphasis", r"\*", ""),
)
SPACE_RULES = (
    ("newline", r"\r\n?", "\n"),
    ("nbsp", "\u00a0", " "),
    ("space-run", r"(?<=[ \t])[ \t]+", ""),
    ("line-edge", r"(?:\A|(?<=\n))[ \t]+|[ \t]+(?=\n|\Z)", ""),
    ("blank-lines", r"(?<=\n\n)\n+|\A\n+|(?<=\n)\n+\Z", ""),
    ("final-newline", r"(?<!\n)\Z", "\n"),
)


def text_path(policy_id: str) -> str:
    """Return the path of the policy's canonical text below the root."""
    return f"corpus/text/{policy_id}.txt"


def read_text_of(policy_id: str, root: Path = ROOT) -> str:
    """Return the canonical text of the policy; raise CorpusError if the file is missing or not UTF-8."""
    return read_file(join_below(root, text_path(policy_id)))


@remembered
def make_text(policy: Policy, root: Path = ROOT) -> tuple[str, list[Edit]]:
    """Return the policy's canonical text and the sorted, disjoint edits that make it of the raw text."""
    raw = read_raw(policy, root)
    return edit_text(raw, read_corrections(policy.id, raw, root), policy.markup == "markdown")


def edit_text(raw: str, corrections: Sequence[Correction], is_markdown: bool = False) -> tuple[str, list[Edit]]:
    """Return the canonical text of a raw text, with its corrections in order, and the edits that make it."""
    pieces = _Pieces(raw)
    # As long as no rule has changed it, a place in the text is the raw offset.
    pieces.replace("correction", ((each.raw_start, each.raw_end, each.after) for each in corrections))
    rules = (*MARKDOWN_RULES, *SPACE_RULES) if is_markdown else SPACE_RULES
    for rule, pattern, replacement in rules:
        pieces.substitute(rule, pattern, replacement)
    return pieces.text(), pieces.edits()


def generate(root: Path = ROOT) -> dict[str, bytes]:
    """Return {path: bytes} of every canonical text and edit log."""
    contents = {}
    for policy in read_manifest(root):
        text, edits = make_text(policy, root)
        _check_characters(policy.id, text)
        contents[text_path(policy.id)] = text.encode()
        contents[edits_path(policy.id)] = dump_jsonl([edit.as_row() for edit in edits])
    return contents


def _check_characters(policy_id: str, text: str) -> None:
    """Raise CorpusError where a character would make offsets differ between tools, or cannot be seen."""
    for offset, character in enumerate(text):
        if ord(character) > 0xFFFF or (not character.isprintable() and character != "\n"):
            raise CorpusError(
                f"{text_path(policy_id)}: U+{ord(character):04X} at offset {offset}; add a correction for it."
            )


# (raw start, raw end, output, rules); of what no rule has touched, however long, the output is None: the raw text
# itself. What a rule has made is one character, or none.
_Piece = tuple[int, int, str | None, frozenset[str]]


class _Pieces:
    """The raw text as a list of pieces, rewritten rule by rule."""

    def __init__(self, raw: str):
        self.raw = raw
        self.pieces: list[_Piece] = [(0, len(raw), None, frozenset())]

    def text(self) -> str:
        return "".join(self.raw[start:end] if output is None else output for start, end, output, _ in self.pieces)

    def substitute(self, rule: str, pattern: str, replacement: str) -> None:
        """Replace every match of the pattern in the text as it stands now."""
        matches = re.finditer(pattern, self.text())
        self.replace(rule, ((match.start(), match.end(), replacement) for match in matches))

    def replace(self, rule: str, replacements: Iterable[tuple[int, int, str]]) -> None:
        """Replace what stands from first to last (exclusive) by a piece for each character; an empty range inserts.

        So a later rule may match a part of what a correction put in; the first piece stands for all of the raw stretch.
        The replacements are in order and disjoint; places are in the text as it stands before the first of them.
        """
        made: list[_Piece] = []
        reader = _PieceReader(self.pieces)
        for first, last, output in replacements:
            made += reader.read_to(first)
            replaced = reader.read_to(last)
            start = replaced[0][0] if replaced else (made[-1][1] if made else 0)
            end = replaced[-1][1] if replaced else start
            rules = frozenset({rule}).union(*(piece[3] for piece in replaced))
            made.append((start, end, output[:1], rules))
            made += [(end, end, character, rules) for character in output[1:]]
        self.pieces = made + reader.read_rest()

    def edits(self) -> list[Edit]:
        """Return the changed stretches; neighbours are one edit."""
        edits: list[Edit] = []
        for start, end, output, rules in self.pieces:
            if output is None:
                continue
            if edits and edits[-1].raw_end == start:
                before = edits.pop()
                start, output, rules = before.raw_start, before.after + output, rules | set(before.rules)
            edits.append(Edit(start, end, self.raw[start:end], output, tuple(sorted(rules))))
        return [edit for edit in edits if edit.before != edit.after]


class _PieceReader:
    """Reads pieces from the first to the last, by places in the text that they make."""

    def __init__(self, pieces: list[_Piece]):
        self._left = pieces[::-1]
        self._place = 0

    def read_to(self, place: int) -> list[_Piece]:
        """Return the next pieces up to the place, with those at it that are empty; one that goes beyond is divided."""
        read: list[_Piece] = []
        while self._left:
            start, end, output, rules = self._left[-1]
            size = end - start if output is None else len(output)
            if self._place + size > place:
                break
            read.append(self._left.pop())
            self._place += size
        if self._place < place:  # only what no rule has touched has more than one character
            start, end, output, rules = self._left.pop()
            middle = start + place - self._place
            read.append((start, middle, output, rules))
            self._left.append((middle, end, output, rules))
            self._place = place
        return read

    def read_rest(self) -> list[_Piece]:
        """Return the pieces that are left."""
        return self._left[::-1]
