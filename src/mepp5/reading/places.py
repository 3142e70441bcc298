"""Where in a file a value stands: the line of a path of keys and indices, and how such a path is shown."""

import json
import re
from collections.abc import Sequence

Step = str | int  # a key of an object, or an index from 0
_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()
LONGEST = 120  # characters of a key that are shown


def show_path(steps: Sequence[Step]) -> str:
    """Return the path as `policy[2].split`, "" where there is no step; a key that is no name stands in quotes.

    Of a key longer than any name, as much as a reader can take in.
    """
    shown = ""
    for whole in steps:
        step = whole if isinstance(whole, int) or len(whole) <= LONGEST else f"{whole[:LONGEST]} …"
        if isinstance(step, int):
            shown += f"[{step}]"
        elif re.fullmatch(r"[\w-]+", step):
            shown += f".{step}" if shown else step
        elif step:
            shown += f"[{json.dumps(step, ensure_ascii=False)}]"
    return shown


def find_json_line(text: str, steps: Sequence[Step]) -> int:
    """Return the line (from 1) of the value that the steps lead to in valid JSON, else of the last that is there."""
    offset = _skip(text, 0)
    for step in steps:
        inner = _enter(text, offset, step)
        if inner is None:
            break
        offset = inner
    return text.count("\n", 0, offset) + 1


def find_toml_line(text: str, steps: Sequence[Step]) -> int:
    """Return the line (from 1) that the steps lead to in an array of tables, which is how our TOML files are written.

    Tables are counted by their heads; keys are looked for line by line, so that one inside a table of one line is found
    on that line. Where the steps lead elsewhere, it is the line of what is found of them.
    """
    lines, place, last = text.split("\n"), 0, None
    if len(steps) > 1 and isinstance(steps[1], int):
        heads = [number for number, line in enumerate(lines) if line.strip().startswith(f"[[{steps[0]}]]")]
        if steps[1] >= len(heads):
            return 1
        place, last = [*heads, len(lines)][steps[1] : steps[1] + 2]
    for step in steps:
        if isinstance(step, str):
            key = compile_key(step)
            place = next((number for number in range(place, last or len(lines)) if key.search(lines[number])), place)
    return place + 1


def compile_key(name: str) -> re.Pattern[str]:
    """Return the pattern of a line of TOML that gives a key its value, at its head or inside a table of one line."""
    return re.compile(rf"(?:^|[{{,])\s*{re.escape(name)}\s*=")


def _enter(text: str, offset: int, step: Step) -> int | None:
    """Return where the step's value begins in the object or array at `offset`, None if it is not there."""
    if text[offset : offset + 1] not in ("{", "["):
        return None
    is_object, number = text[offset] == "{", 0
    offset = _skip(text, offset + 1)
    while text[offset : offset + 1] not in ("}", "]", ""):
        key: Step = number
        if is_object:
            key, offset = _DECODER.raw_decode(text, offset)
            offset = _skip(text, _skip(text, offset) + 1)
        if key == step:
            return offset
        _, offset = _DECODER.raw_decode(text, offset)
        offset = _skip(text, offset)
        if text[offset : offset + 1] == ",":
            offset = _skip(text, offset + 1)
        number += 1
    return None


def _skip(text: str, offset: int) -> int:
    match = _SPACE.match(text, offset)
    return match.end() if match else offset
