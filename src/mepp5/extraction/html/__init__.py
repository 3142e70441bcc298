"""Policies in HTML: the tree that lxml makes of a page, walked once into lines.

In comes a page's text, already decoded. Out go lines in reading order: what browsers show and what a click would, each
with how much of it is links, and whether the page itself sets it apart. Nothing is left out for what it says.
"""

from mepp5.extraction.html.reader import read_html

__all__ = ["read_html"]
