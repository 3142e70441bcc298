"""How seeds of a structure are changed: most random bytes are no JSON, TOML or zip, and never get past the parser.

mutate = keep_json(plain)       # plain(data, size) changes bytes; the result is called as atheris calls a mutator
"""

import copy
import io
import json
import tomllib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from random import Random

from lxml import etree

from tests.fixture_damage import _dump_toml

Plain = Callable[[bytes, int], bytes]
Mutator = Callable[[bytes, int, int], bytes]
Step = str | int
PLAINLY = 0.2  # of the changes are of bytes
NAMED = b"#file "
CHANGES = (1, 1, 1, 2, 4)  # of a tree at once: what is changed much is refused at the door
ODD: tuple[object, ...] = (None, True, False, 0, 1, -1, 2**31 - 1, 2**31, 2**63, 2**64, 0.5, 1e300, "", " ", "*", "\n")
ODD += ("\x00", "😀", "\ud800", "e\u0301", "a\nb", "\u2028", "\u202e", [], {}, [[]], [{}], {"": {}})


def keep_plain(plain: Plain) -> Mutator:
    """Return a mutator of bytes without structure."""
    return lambda data, size, seed: plain(data, size)


def keep_json(plain: Plain) -> Mutator:
    """Return a mutator of JSON and JSON lines that changes values, keys and lists, and sometimes bytes."""
    return _keep_tree(plain, _read_json, _write_json)


def keep_toml(plain: Plain) -> Mutator:
    """Return a mutator of TOML, as keep_json is of JSON."""
    return _keep_tree(plain, lambda data: [tomllib.loads(data.decode())], _write_toml)


def keep_zip(plain: Plain) -> Mutator:
    """Return a mutator of zip archives that changes the bytes of one part, and sometimes those of the archive."""

    def mutate(data: bytes, size: int, seed: int) -> bytes:
        random = Random(seed)
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                parts = {name: archive.read(name) for name in archive.namelist()}
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            return plain(data, size)
        if not parts or random.random() < PLAINLY:
            return plain(data, size)
        name = random.choice(list(parts))
        parts[name] = change_xml(parts[name], random) or plain(parts[name], size)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for part, content in parts.items():
                archive.writestr(part, content)
        return stream.getvalue()[:size]

    return mutate


def _keep_tree(plain: Plain, read: Callable, write: Callable) -> Mutator:
    def mutate(data: bytes, size: int, seed: int) -> bytes:
        random = Random(seed)
        head, data = split_name(data)
        return head + alter(data, size - len(head), random)

    def alter(data: bytes, size: int, random: Random) -> bytes:
        try:
            trees = read(data)
        except (ValueError, RecursionError):
            return plain(data, size)
        if random.random() < PLAINLY:
            return plain(data, size)
        try:
            for _ in range(random.choice(CHANGES)):
                change(trees, random)
            return write(trees)[:size]
        except (TypeError, ValueError, AttributeError, LookupError, RecursionError):  # what this format cannot write
            return plain(data, size)

    return mutate


def change_xml(content: bytes, random: Random) -> bytes | None:
    """Return the XML with an element gone, twice, elsewhere, renamed or said otherwise; None of what is no XML."""
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return None
    elements = list(root.iter("*"))[1:]
    if not elements:
        return None
    one, other = random.choice(elements), random.choice(elements)
    match random.randrange(5):
        case 0:
            one.getparent().remove(one)
        case 1 if one is not other and one not in other.iterancestors():
            other.append(copy.deepcopy(one))
        case 2:
            one.tag = other.tag
        case 3 if one.attrib:
            name = random.choice(list(one.attrib))
            one.set(name, random.choice(("", "0", "-1", "99999999999", "Heading1", "true", "x" * 300)))
        case _:
            one.text = random.choice(("", "• ", "1.", "We keep it.", "\u202e", "😀", "\n", "a" * 2000))
    return etree.tostring(root)


def split_name(data: bytes) -> tuple[bytes, bytes]:
    """Return the first line that says which file the others are, b"" without one, and the others."""
    end = data.find(b"\n") + 1 if data.startswith(NAMED) else 0
    return data[:end], data[end:]


def _read_json(data: bytes) -> list:
    text = data.decode()
    try:
        return [json.loads(text)]
    except ValueError:
        return [json.loads(line) for line in text.splitlines()]


def _write_json(trees: list) -> bytes:
    return "".join(json.dumps(tree, ensure_ascii=True) + "\n" for tree in trees).encode()


def _write_toml(trees: list) -> bytes:
    return _dump_toml(trees[0]).encode()


def change(trees: list, random: Random) -> None:
    """Change one place of the trees: another value, gone, twice, or what stands elsewhere in them."""
    places = list(_list_places(trees))
    if not places:
        trees.append(random.choice(ODD))
        return
    holder, step = random.choice(places)
    value = holder[step]
    match random.randrange(6):
        case 0:
            del holder[step]
        case 1 if isinstance(holder, list):
            holder.insert(random.randint(0, len(holder)), value)
        case 1:
            holder[random.choice((f"{step}x", "", "id"))] = value
        case 2:
            other, key = random.choice(places)
            holder[step] = json.loads(json.dumps(other[key]))
        case 3:
            holder[step] = random.choice(ODD)
        case _:
            holder[step] = _nudge(value, random)


def _list_places(tree: object) -> Iterator[tuple[list | dict, Step]]:
    waiting: list[object] = [tree]
    while waiting:
        holder = waiting.pop()
        if isinstance(holder, list | dict):
            for step in range(len(holder)) if isinstance(holder, list) else list(holder):
                yield holder, step
                waiting.append(holder[step])


def _nudge(value: object, random: Random) -> object:
    """Return a value near to this one."""
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int | float):
        return value + random.choice((-1, 1, -value, value, 10, 0.5))
    if isinstance(value, str):
        at, to = sorted(random.randint(0, len(value)) for _ in range(2))
        return value[:at] + random.choice(("", value[at:to] * 2, "😀", "\n", " ", ";", "’", "a")) + value[to:]
    return [value]
