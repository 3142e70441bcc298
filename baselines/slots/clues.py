"""What a chain sees of a token: clues, each a string, divided by what they depend on so that they can be looked up.

A clue depends on one word at an offset from the token, on two neighbouring words, on a word anywhere before it, or on
the clause alone. describe_tokens in tokens.py gives the linear tagger much the same at once.
"""

from baselines.slots.tokens import EDGE, REACH, TOKEN, WINDOW

OFFSETS = range(-WINDOW, WINDOW + 1)
PAIRS = range(-2, 2)  # offsets of the first of two words
SUFFIXED = (-1, 0, 1)


def describe_word(word: str, offset: int) -> list[str]:
    """Return the clues that a token has from the word at an offset from it; the case counts at offset 0 alone."""
    lower = word.lower()
    clues = [f"{offset}={lower}"]
    if offset in SUFFIXED:
        clues += [f"{offset}s{size}={lower[-size:]}" for size in (2, 3)]
    if offset == 0:
        clues += [f"p{size}={lower[:size]}" for size in (3, 5)] + [f"form={find_form(word)}"]
    return clues


def describe_pair(first: str, second: str, offset: int) -> str:
    """Return the clue of two neighbouring words in small letters, the first at an offset from the token."""
    return f"{offset}+={first} {second}"


def describe_before(word: str) -> str:
    """Return the clue of a word in small letters among the REACH tokens before."""
    return f"left={word}"


def describe_clause(words: list[str], section: str, context: str) -> list[str]:
    """Return the clues that all tokens of a clause have: how it begins, and what it stands in."""
    clues = [f"first={' '.join(words[:size])}" for size in (1, 2)]
    clues += [f"ends={' '.join(TOKEN.findall(context.lower())[-2:])}", f"list={context.endswith(':')}"]
    clues += [f"section={word}" for word in sorted(set(TOKEN.findall(section.lower())))]
    clues += [f"context={word}" for word in sorted(set(TOKEN.findall(context.lower())))]
    return clues


def describe_all(words: list[str], section: str, context: str) -> list[list[str]]:
    """Return all clues of each token of a clause, given its words as they stand: what a chain is trained on."""
    lower = [word.lower() for word in words]
    padded = [EDGE] * WINDOW + lower + [EDGE] * WINDOW
    shared = describe_clause(lower, section, context)
    described = []
    for place, word in enumerate(words, WINDOW):
        around = {offset: padded[place + offset] for offset in OFFSETS} | {0: word}
        clues = [clue for offset, near in around.items() for clue in describe_word(near, offset)]
        clues += [describe_pair(padded[place + step], padded[place + step + 1], step) for step in PAIRS]
        clues += [describe_before(near) for near in sorted(set(padded[max(0, place - REACH) : place]))]
        described.append(clues + shared)
    return described


def find_form(word: str) -> str:
    """Return whether a word is a number, a sign, or written small, large or with a capital."""
    if word.isdigit():
        return "number"
    if not word.isalnum():
        return word
    return "lower" if word.islower() else "upper" if word.isupper() else "capital"
