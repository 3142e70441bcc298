"""The list of numbers in prose, docs/numbers.toml: read with its facts counted, and written."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mepp5.documents.facts import FACTS
from mepp5.documents.numbers import list_documents, list_numbers
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from mepp5.reading.forms import form, read_toml

NUMBERS = "docs/numbers.toml"
_FACT = re.compile(r"\[=([\w ]+)\]")
HEAD = """# Every number in the documents' prose, with the words around it (src/mepp5/documents/numbers.py).
# counted: a program knows the number (src/mepp5/documents/facts.py); stated: somebody has read it against its source.
"""


@form
@dataclass(frozen=True, slots=True)
class Listed:
    """The numbers of one document."""

    counted: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()


def read_numbers(root: Path = ROOT) -> dict[str, Counter[str]]:
    """Return {document: how often it says each number, facts counted}; raise CorpusError for a fact that is none."""
    values: dict[str, str] = {}
    numbers = {}
    for path, listed in read_list(root).items():
        lines = [*listed.stated, *(count_facts(line, root, values) for line in listed.counted)]
        numbers[path] = Counter(lines)
    return numbers


def read_list(root: Path = ROOT) -> dict[str, Listed]:
    """Return {document: its numbers} as they are listed; {} where there is no list."""
    path = Path(root) / NUMBERS
    return read_toml(path, dict[str, Listed]) if path.is_file() else {}


def count_facts(line: str, root: Path, values: dict[str, str]) -> str:
    """Return a counted line with the fact's number in its place; `values` keeps what was counted before."""
    match = _FACT.search(line)
    if match is None or match[1] not in FACTS:
        raise CorpusError(f"{NUMBERS}: {line!r} names no fact; write [=FACT] with one of src/mepp5/documents/facts.py.")
    if match[1] not in values:
        number = FACTS[match[1]](Path(root))
        values[match[1]] = f"{number:,}" if isinstance(number, int) and number > 999 else str(number)
    return line[: match.start()] + f"[{values[match[1]]}]" + line[match.end() :]


def renew_list(root: Path = ROOT) -> dict[str, Listed]:
    """Return the list as today's documents need it: what is counted stays so, also where the number is wrong now."""
    before, after = read_list(root), {}
    for path in list_documents(root):
        facts = {_FACT.sub("[]", line): line for line in before.get(path, Listed()).counted}
        said = list(list_numbers(path, root))
        counted = (facts[each.write("")] for each in said if each.write("") in facts)
        stated = (each.write() for each in said if each.write("") not in facts)
        if said:
            after[path] = Listed(tuple(counted), tuple(stated))
    return after


def dump_list(listed: Mapping[str, Listed]) -> bytes:
    """Return the list as TOML."""
    parts = [HEAD]
    for path, numbers in listed.items():
        parts.append(f'["{path}"]')
        for key, lines in (("counted", numbers.counted), ("stated", numbers.stated)):
            if lines:
                parts += [f"{key} = [", *(f"  {json.dumps(line, ensure_ascii=False)}," for line in lines), "]"]
        parts.append("")
    return "\n".join(parts).encode()
