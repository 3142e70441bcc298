"""Files damaged byte by byte, as disks, editors and hostile hands damage them; seeded, so that each run meets the same.

for name, content in list_noise(content): …
"""

import random
import re
from collections.abc import Iterator

SEED = 0
KEY = re.compile(rb'("[^"\n]+"\s*:\s*|^\w+ = )', re.MULTILINE)
NUMBER = re.compile(rb"(?<=[ :\[,=])-?\d+(?:\.\d+)?(?=[,\]}\s\n])")
TEXT = re.compile(rb'"[^"\n]*"(?!\s*:)')
NUMBERS = (b"9" * 5_000, b"1e999", b"-0", b"NaN", b"Infinity", b"0x10", b"1_0", b"null", b"true", b"2147483648")
TEXTS = (b'"\\ud800"', b'"\\u0000"', b'""', b"null", b"[" * 20_000 + b"]" * 20_000, b'"' + b"a" * 20_000 + b'"')


def list_noise(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield (name of the damage, damaged content); the content must not be empty."""
    chance = random.Random(SEED)
    middle = len(content) // 2
    yield from (("empty", b""), ("one byte", content[:1]), ("half", content[:middle]), ("blank", b"\n"))
    yield from (("BOM", b"\xef\xbb\xbf" + content), ("UTF-16", content.decode("utf-8", "replace").encode("utf-16")))
    yield from (("NUL", content[:middle] + b"\0" + content[middle:]), ("not UTF-8", content[:middle] + b"\xff"))
    yield from (("CR", content.replace(b"\n", b"\r")), ("no line end", content.rstrip(b"\n")))
    yield from (("deep", b"[" * 100_000), ("deep objects", b'{"a":' * 20_000), ("another", b"7"), ("list", b"[]\n"))
    yield from (("object", b"{}\n"), ("twice", content + content), ("lines twice", content + content.split(b"\n")[0]))
    for number in range(8):
        place = chance.randrange(len(content))
        flipped = content[place] ^ (1 << chance.randrange(8))
        yield f"bit {number}", content[:place] + bytes([flipped]) + content[place + 1 :]
    for number in range(4):
        start = chance.randrange(len(content))
        yield f"cut {number}", content[:start] + content[start + chance.randrange(1, 40) :]
    yield from _replace(content, "number", NUMBER, NUMBERS, chance)
    yield from _replace(content, "text", TEXT, TEXTS, chance)
    if keys := list(KEY.finditer(content)):
        key = chance.choice(keys)
        yield "key twice", content[: key.start()] + key[0] + b"1, " + content[key.start() :]
        yield "no key", content[: key.start()] + content[key.end() :]


def _replace(
    content: bytes, name: str, what: re.Pattern[bytes], by: tuple[bytes, ...], chance: random.Random
) -> Iterator[tuple[str, bytes]]:
    places = list(what.finditer(content))
    for value in by if places else ():
        place = chance.choice(places)
        yield f"{name} {value[:12].decode()}", content[: place.start()] + value + content[place.end() :]
