"""Texts made to be slow to read: one sign, two signs or one piece of markup, again and again, beside one sentence."""

import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations_with_replacement, permutations

FORMATS = ("text", "markdown", "html", "html in <p>")
SENTENCE = ("We keep your data", "as long as you use it.")
# White space, letters of either case, a digit, and signs that are no ASCII: quotes, a bullet, an ideograph, a combining
# accent, a sign beyond the first plane, those that nobody sees, and line ends that str.splitlines knows.
OTHERS = " \n\t\r\f\xa0aA1é“”•–…。中\u0301\U0001f600\u200b\u00ad\u2028\u0130"
SIGNS = string.punctuation + OTHERS
MARKUP = """<!----> |<!-- a --> |<!-- |<!|<?|<?xml |<![CDATA[ |<b><p>|<table><tr><td>|<table>|<tr><td>a|<td>a|<p |<p|<p>a|</p>
|<ul><li>|<ul><li>a|<li>a|<br>|<br>a|a<br>|<td>|<tr>|<sup>|<sup>1</sup>|<sup>a</sup>|<sup><sup>1</sup>a|<div>|<div>a</div>
|<div hidden>|<div hidden>a</div>|<div style="display:none">|<div style="display:none">We keep, it.</div>|<i hidden>a</i>
|<nav>|<nav>a</nav>|<nav><b>a</b>|<div class=menu>a</div>|<a href=x>|<a href=x>a</a>|<a href=x><p>a|<a href=x>Learn more</a><br>
|<p><a href=x>Learn more</a></p>|<b>a</b>|<b>a</b><br>|<b>A.</b> We|<b>|<font>|<span>|<span>a</span>|<h1>|<h2>A</h2>|<dt>a<dd>b
|<select><option>a|<textarea>|<script>|<style>|<title>|<template>|<pre>|<pre>a\\n|<svg><p>|<math><mi>|<form><input>|<button>a
|<table><td>|<tr><td>a<td>b</tr>|<table><tr><td>a<td>b</table>|<td><ul><li>* a|<p style="a:b">a|<p id=menu>a|<x a=b>|<x y="|&|&&&|&#1;
|&amp;|&nbsp;|&#|&#x|&a|&#99999999;|&lt;p&gt;|{{|-->|<table><tr>|<caption>|<frameset>|<body>|<html>|<head>|<base href=x>"""
MARKDOWN = """| | |`|'''|"""
PIECES = (
    *("| | |", "|a|b|\n", "|a|\n|-|\n", "||a\n", "'''", "`", "``` ", "```\n", "~~~\n", "~~a", "~a~", "• ", "•", "• a\n", "[", "]"),
    *("![", "[a](", "[a](b)", "[a](<", "[a][", "[a]: b\n", "[a]:", "[^a]", "> ", "> a\n", ">", "**a ", "*a _", "a**", "_a", "__a "),
    *("***", "* * *\n", "- a\n", "- ", "-", "--\n", "===\n", "a\n===\n", "+ a\n", "1. ", "1. a\n", "1) a\n", "# ", "# a\n", "#", "\\"),
    *("a.", "A. ", "(a) ", "a) ", "(a) a\n", "i. ", "1.1.", "1.1 ", "1.1 A\n", "o ", "o a\n", "§ ", "– ", "– a\n", "a – We ", "<", "<a"),
    *("\\\n", "  \n", " \n", "\n", "\n\n", "\r\n", "a\n", "A\n", "a\n\n", "A\n\n", "A:\n", "A.\n\n", "a:", "a;", "a,", "A,\n", "?", "A? "),
    *("Yes\n", "No\n\n", "Learn more\n", "Learn more\n\n", "Data that we keep\n\n", "We keep it. ", "We keep it.\n", "We keep it.\n\n"),
    *("12 Main Street\n", "12 Main Street ", "Main Road, ", "Suite 1 ", "Suite 1\n\n", "P.O. Box ", "Acme, Inc. ", "Acme, Inc.\n\n"),
    *("Acme Inc\n\nBern\n\n", "Acme ", "The A ", "A&", "www.a.b ", "www.", "x@y.z ", "x@", "@", "a@b\n\n", "https://", "http://a.b/c "),
    *("ALL CAPS ", "ALL CAPS\n\n", "Effective ", "Effective 2020\n\n", "12 May 2020 ", "1 ", "1", "1/", "12-", "+1 ", "+1(", "800-555-"),
    *("U.S. ", "U.S.", "e.g. ", "No. ", "Mr. A ", "etc. ", "a.m. ", "Non-U.S", "a.A", "A.a", "eBay. ", '." ', ".)", "!?", "…", "... ", ". a"),
    *("Copyright ", "©", "(c) ", "all rights reserved ", "skip to ", "cart ", "bag (1) ", "privacy ", "Privacy Policy\n\n", "data privacy "),
    *("display:", "display :none", "font-weight:", "third-part", "les données que nous avons ", "les données que nous avons\n\n"),
    *("und wir nutzen es nicht\n\nWe use it and keep it for you\n\n", "個人情報を", "個人情報。", "個人情報\n\n", "\x00", "\ud83d\ude00", "é\n"),
    *("\x01", "\x85", "\x1c", "\ufeff", "\ufffe", "\u202e", "ﬁ", "ß", "İ", "\u0301", "a\u0301", "\u200b", "a\u200b", "\u00ad", "\xa0", "\xa0\n"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hostile:
    """A kind of text: its name, the formats in which it is worth reading, and what makes one of about that length."""

    name: str
    formats: tuple[str, ...]
    make: Callable[[int], str]


@cache
def list_texts() -> tuple[Hostile, ...]:
    """Return all kinds, in an order that is always the same."""
    return (*_list_pairs(), *_list_pieces(), *_list_growing())


def repeat(piece: str, size: int) -> str:
    """Return the piece as often as makes a text of that length."""
    return piece * max(size // len(piece), 1)


def _list_pairs() -> Iterator[Hostile]:
    """Yield all signs alone and in pairs: in turn, in turn with spaces between, and many of the one before the other."""
    last = " ".join(SENTENCE)
    for one, two in combinations_with_replacement(SIGNS, 2):
        formats = FORMATS if {one, two} & set("<&") else ("text", "markdown", "html in <p>")
        for piece in (one + two, f"{one} {two} "):
            yield Hostile(f"{piece!r} …", formats, lambda size, piece=piece: f"{repeat(piece, size)} {last}")  # type: ignore[misc]
    for one, two in permutations(SIGNS, 2):
        formats = FORMATS if {one, two} & set("<&") else ("text", "markdown", "html in <p>")
        yield Hostile(
            f"{one!r} … {two!r} …",
            formats,
            lambda size, one=one, two=two: f"{repeat(one, size // 2)}{repeat(two, size // 2)} {last}",  # type: ignore[misc]
        )


def _list_pieces() -> Iterator[Hostile]:
    """Yield the pieces, before a sentence of its own line and within one."""
    first, last = SENTENCE
    for piece in (*PIECES, *(piece.replace("\\n", "\n") for piece in MARKUP.replace("\n|", "|").split("|"))):
        yield Hostile(f"{piece!r}", FORMATS, lambda size, piece=piece: f"{repeat(piece, size)}\n\n{first} {last}")  # type: ignore[misc]
        yield Hostile(f"within: {piece!r}", FORMATS, lambda size, piece=piece: f"{first} {repeat(piece, size)} {last}")  # type: ignore[misc]
