"""Texts made to be slow by how they are built: deep and wide at once, or of parts of which each is another."""

from collections.abc import Callable
from itertools import count

Make = Callable[[int], str]


def _grow(make: Callable[[int], str]) -> Make:
    """Return what makes a text of the parts 1, 2, 3 and so on, of about that length."""

    def write(size: int) -> str:
        parts: list[str] = []
        length = 0
        for number in count(1):
            if length >= size:
                break
            parts.append(make(number))
            length += len(parts[-1])
        return "".join(parts)

    return write


def _fill(before: str, depth: int, piece: str) -> Make:
    """Return what makes a text of `before`, so many times, and the piece as often as there is room for."""
    return lambda size: before * depth + piece * ((size - len(before) * depth) // len(piece))


def _write_contents(between: str) -> Make:
    """Return what makes a table of contents as long as the text below, in which each title stands again."""

    def write(size: int) -> str:
        titles = [f"Part {number} of it" for number in range(size // (2 * (24 + len(between))))]
        again = [f"{title}{between}We keep what part {number} says." for number, title in enumerate(titles)]
        return between.join([*titles, *again])

    return write


STRUCTURES: dict[str, Make] = {
    "growing back-ticks": _grow(lambda number: "`" * number + " "),
    "growing tildes": _grow(lambda number: "~" * number + "\n"),
    "growing asterisks": _grow(lambda number: "*" * number + "a "),
    "growing indents": _grow(lambda number: " " * number + "- a\n"),
    "growing quotes": _grow(lambda number: "> " * number + "a\n"),
    "growing brackets": _grow(lambda number: "[" * number + "a\n"),
    "growing words": _grow(lambda number: "a" * number + ".\n"),
    "growing lines": _grow(lambda number: "a " * number + "\n"),
    "a sentence without end": _fill("", 0, "we keep "),
    "other tags": _grow(lambda number: f"<x{number}>a"),
    "other closed tags": _grow(lambda number: f"<x{number}>a</x{number}>"),
    "other paragraphs, never bold enough": _grow(lambda number: f"<p><b a{number}>a"),
    "other paragraphs in bold": _grow(lambda number: f"**a{number}\n\n"),
    "attributes of many tags": _grow(lambda number: f"<p a{number}=b>a"),
    "attributes of one tag": lambda size: "<p " + _grow(lambda number: f"a{number}=b ")(size) + ">a",
    "attributes behind a quoted >": lambda size: '<p a=">" ' + _grow(lambda number: f"a{number} ")(size) + ">a",
    "link definitions": _grow(lambda number: f"[a{number}]: b\n"),
    "long link definition": lambda size: f"[a]: {'b' * 1000}\n\n" + "[a]" * ((size - 1000) // 3),
    "foot notes": _grow(lambda number: f"[^{number}] [^{number}]: b\n"),
    "headings": _grow(lambda number: f"# Part {number}\n"),
    "headings in turn": _grow(lambda number: "#" * (1 + number % 6) + f" Part {number}\n"),
    "numbered headings": _grow(lambda number: f"{number % 90}.{number % 80}.{number % 70} Part\n\n"),
    "other sentences": _grow(lambda number: f"We keep the data of {number} people. "),
    "other lines": _grow(lambda number: f"We keep the data of {number} people who use this.\n\n"),
    "wide table": lambda size: f"|{'a|' * 500}\n|{'-|' * 500}\n" + "|\n" * ((size - 2000) // 2),
    "contents in lines": _write_contents("\n"),
    "contents in paragraphs": _write_contents("\n\n"),
    "contents in <p>": _write_contents("</p><p>"),
    "contents in headings": _write_contents("</h2><h2>"),
    "contents in links": _write_contents("</a></p><p><a href=x>"),
    "hidden words": _fill("<div hidden>", 1, "a "),
    "hidden links in links": _fill("<i hidden><a href=x>", 400, "a "),
    "deep foot notes": _fill("<sup>", 1000, "a <i>b</i>"),
    "deep empty foot notes": _fill("<sup>", 1000, "<br>"),
    "deep lists": _fill("<ul><li>", 500, "<i>a</i>"),
    "deep lists in bold": _fill("<ul><li><b>a</b>", 500, "<i>a</i>"),
    "deep lead-ins": _fill("<ul><li>a:", 500, "<li>b"),
    "deep tables": _fill("<table><tr><th>a<th>b<tr><td>", 200, "<i>a</i>"),
    "deep sections": _fill("<p>" + "".join(f"<b a{number}>" for number in range(500)), 1, "<section>x</section>"),
    "rows of two kinds": _fill("<table>", 1, "<tr><td>a<td>b</tr><tr><td><h3>c</h3><td>d</tr>"),
    "a row without end": _fill("<table><tr>", 1, "<td>a"),
    "lines and links": _fill("", 0, "<p><a href=x>Some link here</a><p>Learn more"),
    "a declaration of spaces": _fill("<?xml", 1, " "),
    "a name of many": lambda size: f"<div class='{'cookie-' * (size // 7)}'>a",
    "a style of many": lambda size: f"<div style='{'display :' * (size // 9)}'>a",
}  # fmt: skip
