"""The options by which `mepp5 find` is told what to look for, and the query that they make."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from mepp5.changes.links import EFFECTS
from mepp5.names import LISTED, check_names, complete, complete_value, list_names, say_unknown
from mepp5.scheme.crosswalk import parse_point
from mepp5.scheme.taxonomy import POLARITIES, read_taxonomy
from mepp5.search.query import Query
from mepp5.search.words import compile_phrase


def query_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the words and options of a query, which it gets as its argument `query`.

    Its context's object must be the root of the corpus; unknown names end in click.UsageError.
    """

    @wraps(command)
    def told(root: Path, *words: Any, **others: Any) -> Any:
        asked = {name: others.pop(name) for name in _NAMES}
        return command(root, *words, **others, query=make_query(root, **asked))

    for option in reversed(_OPTIONS):
        told = option(told)
    return told


def make_query(root: Path, **asked: Any) -> Query:
    """Return the query of these fields; raise click.UsageError for a name that root's corpus does not have."""
    query = Query(**asked)
    for phrase in query.phrases:
        try:
            compile_phrase(phrase)
        except ValueError as error:
            raise click.UsageError(f"{error}; give words or a phrase in quotation marks.") from error
    named = {"policy": query.policies, "category": query.categories + query.topics, "slot": query.slots}
    for kind, names in {**named, "value": query.values}.items():
        check_names(kind, names, root)
    _check_values(query, root)
    _check_points(query, root)
    return query


def _check_values(query: Query, root: Path) -> None:
    """Refuse a value that none of the slots asked for has."""
    if not query.slots:
        return
    slots = {slot.id: slot.values for slot in read_taxonomy(root).slots if slot.id in query.slots}
    known = tuple(name for id, values in slots.items() for value in values for name in (value, f"{id}={value}"))
    for name in query.values:
        if name not in known:
            alone = [value for values in slots.values() for value in values]
            raise click.UsageError(say_unknown(f"value of {' or '.join(slots)}", name, alone, LISTED["value"]))


def _check_points(query: Query, root: Path) -> None:
    known = list_names("GDPR point", root) if query.points else ()
    points = [parse_point(name) for name in known]
    for name in query.points:
        asked = parse_point(name)
        if asked is None or not any(point and asked.holds(point) for point in points):
            dotted = asked.dotted if asked else name
            raise click.UsageError(say_unknown("GDPR point", dotted, known, LISTED["GDPR point"]))


def _name_option(name: str, field: str, kind: str, said: str) -> Callable[[Any], Any]:
    finish = complete_value if kind == "value" else complete(kind)
    return click.option(name, field, multiple=True, metavar=kind.split()[-1].upper(), help=said, shell_complete=finish)


_OPTIONS = (
    click.argument("phrases", nargs=-1, metavar="[WORDS]..."),
    _name_option("--category", "categories", "category", "Clauses that state it."),
    _name_option("--topic", "topics", "category", "Clauses that state it or are about it."),
    _name_option("--slot", "slots", "slot", "Clauses with such a phrase."),
    _name_option("--value", "values", "value", "Clauses with a phrase of that value: email, or contact=email."),
    click.option(
        "--polarity",
        "polarities",
        multiple=True,
        type=click.Choice(POLARITIES),
        help="Clauses with a practice of that polarity, in the categories and topics asked for.",
    ),
    _name_option("--policy", "policies", "policy", "Clauses of that policy."),
    click.option("--disagree", is_flag=True, help="Clauses whose annotators differ in categories."),
    click.option(
        "--effect",
        "effects",
        multiple=True,
        type=click.Choice(EFFECTS),
        help="Clauses that changed between two policies, with that effect.",
    ),
    _name_option("--gdpr", "points", "GDPR point", "Clauses that give what a point of the GDPR asks for: 13.2.b."),
)
_NAMES = (
    "phrases",
    "categories",
    "topics",
    "slots",
    "values",
    "polarities",
    "policies",
    "disagree",
    "effects",
    "points",
)
