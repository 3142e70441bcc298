"""The signs that open an item: bullets of every kind, and enumerators such as "(a)", "7.", "iii."."""

import re

# Dots, boxes, ticks and arrows, and what private fonts (Symbol, Wingdings) have in their place.
GLYPHS = "•●○◦◉∙·⋅▪▫■□◾◽❑❒❍▸▹►▻▶‣⁃❖◆◇★☆☐☑☒✓✔✅✗✘➜➢➤➔→⇒»¤\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf076\uf0a8\uf06e"
# A dash, an "o" or a "§" is a bullet where it could not be anything else: before a space, before words.
GLYPH = re.compile(rf"(?:[{GLYPHS}][{GLYPHS}\ufe0f \t]*|[-‐−–—―*+][ \t]+|[o§][ \t]+(?=[A-Za-z]))(?=\S)")
# "(614) 555-0118", "2.5 million" and "J. R. Smith" are none: no digit follows a mark, nor an initial a letter's, nor a
# word in small letters a number without a sign behind it.
LONE_BULLET = re.compile(rf"[{GLYPHS}\ufe0f*o§–—-]{{1,2}}")
ENUMERATOR = re.compile(
    r"(?:\((?:\d{1,2}|[A-Za-z]|[ivxIVX]{1,5})\)(?![ \t]*\d)|\d{1,3}(?:\.\d{1,3}){0,4}[.)](?=[ \t]|$)(?![ \t]*\d)"
    r"|(?:[A-Za-z]|[ivxIVX]{1,5})[.)](?=[ \t]|$)(?![ \t]*[A-Z]\.)"
    r"|\d{1,2}(?:\.\d{1,3}){1,4}(?=[ \t]+[^a-z\d \t]|$))[ \t]*"
)
OPENING = re.compile(rf"{GLYPH.pattern}|{ENUMERATOR.pattern}|[#|]")
