"""A comparison as one HTML file that asks nothing of any other place, and is read without scripts too."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined

from mepp5.changes.links import EFFECTS
from mepp5.diff import wording
from mepp5.diff.comparison import Clause, Comparison, Entry
from mepp5.diff.filtering import Status, find_status
from mepp5.diff.sections import COUNTED, Section, count_entries, pair_sections
from mepp5.diff.words import Piece, compare_words, join_texts

# Controls but tab and ends of lines, embeddings and isolates of direction, halves of pairs, and no characters at all.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
TEMPLATE, STYLE, SCRIPT = "page.html.j2", "page.css", "page.js"
Words = tuple[Clause, tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Other pages beside this one: (address, words) of each, its own address, and where a clause's id leads."""

    links: tuple[tuple[str, str], ...]
    here: str
    find_address: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry as the page has it: its anchor, the clauses of both sides cut into pieces, whether it is shown."""

    anchor: str
    entry: Entry
    status: Status
    old: tuple[Words, ...]
    new: tuple[Words, ...]
    shown: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """A section with its anchor, its counts, and its items in groups that are shown, or folded until asked for."""

    anchor: str
    heading: str
    counts: dict[str, int]
    groups: tuple[tuple[bool, tuple[_Item, ...]], ...]


def make_page(comparison: Comparison, shown: Sequence[Entry], around: Surroundings | None = None) -> str:
    """Return the page, valid HTML in UTF-8, with the shown entries in sight and all others folded between them.

    Style and script stand in the page, the only ones that its Content-Security-Policy allows, by their hashes. Where
    there are pages around it, it links to them.
    """
    environment = open_templates("mepp5.diff")
    style, script = (read_asset("mepp5.diff", name) for name in (STYLE, SCRIPT))
    parts = tuple(_make_parts(comparison, shown))
    return environment.get_template(TEMPLATE).render(
        comparison=comparison,
        shown=shown,
        parts=parts,
        total=count_entries(comparison.entries),
        counted=COUNTED,
        effects=[effect for effect in EFFECTS if any(effect in entry.effects for entry in comparison.entries)],
        categories=sorted({name for entry in comparison.entries for name in entry.categories}),
        wording=wording,
        style=style,
        script=script,
        policy=make_policy(style, script),
        around=around,
    )


def cut_pieces(
    pieces: Sequence[Piece], clauses: Sequence[Clause], absent: Literal["taken_out", "put_in"]
) -> tuple[Words, ...]:
    """Return each clause of one side with its own pieces, of the pieces of joined texts; `absent` are the other side's.

    Of each clause, the pieces joined are its text.
    """
    rest = [piece for piece in pieces if piece.kind != absent]
    words = []
    for clause in clauses:
        own, rest = _take(rest, len(clause.text))
        words.append((clause, tuple(own)))
        _, rest = _take(rest, 1)  # the space by which texts are joined
    return tuple(words)


def _take(pieces: list[Piece], length: int) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces of the first `length` code points, and those of the rest."""
    own: list[Piece] = []
    for number, piece in enumerate(pieces):
        if length < len(piece.text):
            head, tail = Piece(piece.kind, piece.text[:length]), Piece(piece.kind, piece.text[length:])
            return [*own, head] if length else own, [tail, *pieces[number + 1 :]]
        own.append(piece)
        length -= len(piece.text)
    return own, []


def _make_parts(comparison: Comparison, shown: Sequence[Entry]) -> Iterator[_Part]:
    numbers = {id(entry): number for number, entry in enumerate(comparison.entries, start=1)}
    chosen = {id(entry) for entry in shown}
    for number, section in enumerate(pair_sections(comparison), start=1):
        items = [_make_item(entry, numbers[id(entry)], id(entry) in chosen) for entry in section.entries]
        groups = tuple((seen, tuple(group)) for seen, group in groupby(items, key=lambda item: item.shown))
        yield _Part(f"section-{number}", _name(section), count_entries(section.entries), groups)


def _name(section: Section) -> str:
    return wording.say_pair(section.old, section.new)


def _make_item(entry: Entry, number: int, shown: bool) -> _Item:
    pieces = compare_words(join_texts(entry.old), join_texts(entry.new))
    old, new = cut_pieces(pieces, entry.old, "put_in"), cut_pieces(pieces, entry.new, "taken_out")
    return _Item(f"change-{number}", entry, find_status(entry), old, new, shown)


def open_templates(package: str) -> Environment:
    """Return the templates of a package; what they are given stays text, and what they are not given is an error.

    Nothing that they are given puts signs into a page that HTML does not allow, or that turn the words after them.
    """
    return Environment(
        loader=PackageLoader(package, ""),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_replace_controls,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _replace_controls(value: object) -> object:
    """Return a value as it is put into a page: text with U+FFFD for each sign that does not belong there."""
    # type() and no isinstance: Markup is made of our own styles, scripts and blocks that have been through here.
    return _CONTROLS.sub("\ufffd", value) if type(value) is str else value


def read_asset(package: str, name: str) -> str:
    """Return a style or script of a package as it stands in a page."""
    return files(package).joinpath(name).read_text(encoding="utf-8").strip()


def make_policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy that allows these two, and nothing from anywhere."""
    allowed = f"style-src {_hash(style)}; script-src {_hash(script)}"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
