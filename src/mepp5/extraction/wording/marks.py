"""The signs that open an item: bullets of every kind, and enumerators such as "(a)", "7.", "iii."."""

import re

# Dots, boxes, ticks and arrows, and what private fonts (Symbol, Wingdings) have in their place.
GLYPHS = "•●○◦∙·⋅▪▫■□◾◽▸▹►▻▶‣⁃❖◆◇✓✔✗✘➢➤➔→⇒»¤\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf076\uf0a8\uf06e"
# A dash, an "o" or a "§" is a bullet where it could not be anything else: before a space, before words.
GLYPH = re.compile(rf"(?:[{GLYPHS}][{GLYPHS} \t]*|[-–—*+][ \t]+|[o§][ \t]+(?=[A-Za-z]))(?=\S)")
ENUMERATOR = re.compile(
    r"(?:\((?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})\)|(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[ivxIVX]{1,5})[.)](?=[ \t]|$)"
    r"|\d{1,2}(?:\.\d{1,3}){1,4}(?=[ \t]|$))[ \t]*"
)
OPENING = re.compile(rf"{GLYPH.pattern}|{ENUMERATOR.pattern}|[#|]")
