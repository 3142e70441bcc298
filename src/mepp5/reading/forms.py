"""One door for each format: JSON, JSON lines and TOML, read into the typed form that the room of the file declares.

A form is a dataclass under `form` (no other keys than its own) or `open_form` (keys of others are passed over), a
TypedDict with the same decorator, or a list of one. Types are strict: no number is taken for a text, nor a truth value
for a number. What breaks the form ends in one sentence with file, line, path and remedy.
"""

import json
import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from math import isinf
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError, with_config

from mepp5.errors import CorpusError
from mepp5.files import read_text
from mepp5.reading.places import Step, find_json_line, find_toml_line, show_path

T = TypeVar("T")
form = with_config(ConfigDict(strict=True, extra="forbid"))
open_form = with_config(ConfigDict(strict=True, extra="ignore"))

LARGEST = 2**31 - 1  # of what the release keeps in 32 bits
Count = Annotated[int, Field(ge=0, le=LARGEST)]
Words = Annotated[str, Field(min_length=1)]


def _check_line(text: str) -> str:
    if not text.strip() or "\n" in text:
        raise ValueError("should be one line of text")
    return text


Line = Annotated[str, AfterValidator(_check_line)]

SHOWN = 60  # characters of a value, of which a complaint shows the first
MEND = "mend it"


class Fault(ValueError):
    """What breaks a form: `problem`, and the steps that lead to it from the outermost value."""

    def __init__(self, problem: str, steps: Sequence[Step] = (), others: int = 0):
        super().__init__(problem)
        self.problem, self.steps, self.others = problem, tuple(steps), others

    def __str__(self) -> str:
        """Return path, problem and how many others there are, as they stand in a message."""
        path = show_path(self.steps)
        more = f" ({self.others} more faults)" if self.others else ""
        return f"{path}{': ' if path else ''}{self.problem}{more}"


def read_json(path: Path, kind: type[T], remedy: str = MEND) -> T:
    """Return the file's JSON value as `kind`, a form; raise CorpusError with file, line and path otherwise."""
    text = read_text(path)
    try:
        return parse_json(text, kind)
    except Fault as fault:
        raise CorpusError(f"{path}: line {_find_line(text, fault, find_json_line)}: {fault}; {remedy}.") from fault


def read_jsonl(path: Path, kind: type[T], remedy: str = "mend the line") -> list[T]:
    """Return one `kind`, a form, for each line; raise CorpusError naming the first line that is none."""
    rows = []
    for number, line in enumerate(split_lines(read_text(path)), start=1):
        try:
            rows.append(parse_json(line, kind))
        except Fault as fault:
            raise CorpusError(f"{path}: line {number}: {fault}; {remedy}.") from fault
    return rows


def read_toml(path: Path, kind: type[T], remedy: str = MEND) -> T:
    """Return the file's TOML table as `kind`, a form; raise CorpusError with file, line and path otherwise."""
    text = read_text(path)
    try:
        return _parse_toml(text, kind)
    except Fault as fault:
        raise CorpusError(f"{path}: line {_find_line(text, fault, find_toml_line)}: {fault}; {remedy}.") from fault


def split_lines(text: str) -> list[str]:
    """Return the lines of a file of JSON lines, [] of an empty one; a blank line is one, and no JSON."""
    return text.removesuffix("\n").split("\n") if text else []


def parse_json(text: str, kind: type[T]) -> T:
    """Return the JSON value in the text as `kind`, a form; raise Fault otherwise.

    A key that stands twice in an object is a fault: readers differ in which of the two they take (RFC 8259, 4).
    """
    load_json(text)
    return _validate(text, kind)


def convert(value: object, kind: type[T]) -> T:
    """Return a value that was read from JSON elsewhere as `kind`, a form; raise Fault otherwise."""
    try:
        return parse_json(json.dumps(value, allow_nan=False), kind)
    except (TypeError, RecursionError) as error:
        raise Fault("no JSON value") from error


def load_json(text: str) -> Any:
    """Return the JSON value in the text; raise Fault where it is none, or has what readers take differently.

    Refused are NaN and infinities, keys that stand twice in an object, lone surrogates, and numbers or nesting beyond
    what Python reads.
    """
    try:
        value = json.loads(
            text, parse_constant=_refuse_constant, parse_float=_read_float, object_pairs_hook=_refuse_repeats
        )
    except json.JSONDecodeError as error:
        raise Fault(f"not valid JSON ({error.msg} at column {error.colno})", [_AtLine(error.lineno)]) from error
    except RecursionError as error:
        raise Fault("nested too deeply") from error
    except ValueError as error:
        raise Fault(_name_value_error(error)) from error
    if "\\u" in text:
        _refuse_surrogates(text)
    return value


class _AtLine(str):
    """A step that names a line in place of a path."""

    def __new__(cls, number: int) -> "_AtLine":
        step = super().__new__(cls, "")
        step.number = number
        return step

    number: int


def _find_line(text: str, fault: Fault, find: Callable[[str, Sequence[Step]], int]) -> int:
    first = next(iter(fault.steps), None)
    return first.number if isinstance(first, _AtLine) else find(text, fault.steps)


@cache
def _make_adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _validate(text: str, kind: type[T]) -> T:
    try:
        adapter: TypeAdapter[T] = _make_adapter(kind)  # type: ignore[arg-type]  # a type is hashable
        result = adapter.validate_json(text)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False)
        raise Fault(_describe(faults[0]), faults[0]["loc"], len(faults) - 1) from error
    return result


def _describe(fault: Any) -> str:
    """Return what is wrong in our words where pydantic's speak of Python."""
    match fault["type"]:
        case "missing":
            return "is missing"
        case "unexpected_keyword_argument" | "extra_forbidden":
            return "is an unknown key"
        case "json_invalid":
            return str(fault["msg"])[0].lower() + str(fault["msg"])[1:]
    message = re.sub(r"^(Input|String|Tuple|List|Dictionary|Value error,)(?= )", "", fault["msg"])
    return f"{_show(fault['input'])}{message}"


def _show(value: object) -> str:
    try:
        shown = json.dumps(value, ensure_ascii=False, default=str)
    except ValueError:  # an integer of more digits than Python writes
        return "a number of too many digits"
    # What is not seen, or turns the direction of what follows, is written as its escape.
    seen = "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in shown[: SHOWN + 1])
    return seen if len(shown) <= SHOWN else f"{seen[:SHOWN]} …"


def _parse_toml(text: str, kind: type[T]) -> T:
    try:
        as_json = json.dumps(tomllib.loads(text), allow_nan=False)
    except tomllib.TOMLDecodeError as error:
        raise Fault(f"not valid TOML ({error})") from error
    except RecursionError as error:
        raise Fault("nested too deeply") from error
    except TypeError as error:
        raise Fault("a date or time without quotation marks; put it in quotation marks") from error
    except ValueError as error:
        raise Fault(_name_value_error(error)) from error
    return _validate(as_json, kind)


def _read_float(digits: str) -> float:
    number = float(digits)
    if isinf(number):
        raise Fault(f"{_show(digits)} is a number beyond all bounds")
    return number


def _refuse_constant(name: str) -> float:
    raise Fault(f"{name} is not a number of JSON")


def _refuse_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Fault(f"the key {_show(key)} stands twice in one object")
        found[key] = value
    return found


def _refuse_surrogates(text: str) -> None:
    try:
        TypeAdapter(Any).validate_json(text)
    except ValidationError as error:
        raise Fault("half of a character (a lone surrogate) in a text") from error


def _name_value_error(error: ValueError) -> str:
    return str(error) if isinstance(error, Fault) else "a number that cannot be read"
