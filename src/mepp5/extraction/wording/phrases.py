"""Set phrases of pages that are no text: what buttons, links and feet say, whatever their place."""

import re

LONGEST = 200  # code points of a notice
LONGEST_PHRASE = 60
# No policy says these of itself; the single words of BUTTONS are also kinds of data, or its own headings.
PHRASES = re.compile(
    r"\W*(?:(?:(?:back|return|go|scroll|up) to (?:the )?)?top(?: of (?:the|this) page)?|top of page"
    r"|(?:back|return) to (?:the )?(?:table of )?contents|(?:skip|jump) to (?:main |the )?(?:content|menu"
    r"|navigation|search|footer)|print(?: this)? (?:page|policy|article|version)|(?:e-?mail|share|tweet) this(?: page)?"
    r"|(?:learn|read|show|view|see) (?:more|less)|click here|(?:next|previous) page|(?:expand|collapse) all"
    r"|(?:download|save)(?: as)? pdf|(?:accept|reject) (?:all )?cookies|(?:accept|reject) all|cookie settings"
    r"|manage (?:cookies|preferences)|table of contents|loading|advertisement|you have successfully subscribed"
    r"|(?:(?:your )?(?:shopping )?(?:cart|bag|basket) ?){1,2}\(?\d{1,3}\)?)\W*",
    re.IGNORECASE,
)
BUTTONS = re.compile(
    r"\W*(?:bottom|menu|close|search|home|more|edit|contents|print|e-?mail|share|tweet|like|log ?in|sign ?in"
    r"|log ?out|sign ?up|register|subscribe|next|prev(?:ious)?|download|save|accept|reject)\W*",
    re.IGNORECASE,
)
# "(c)" is a third item's mark as well, and "Copyright" begins sentences: a year or the sign must follow.
NOTICE = r"\W*(?:©|(?:\(c\)|copyright)[\s,]{0,3}(?:©|\(c\)|copyright)?\s{0,3}(?:19|20)\d\d|copyright\s{0,3}(?:©|\(c\)))"
NOTICE_SIGNS = re.compile(r"©|\([cC]\)|[oO][pP][yY][rR]|[sS][eE][rR][vV][eE][dD]")
FOOT_OPENING = re.compile(NOTICE, re.IGNORECASE)
COPYRIGHT = re.compile(rf"{NOTICE}.{{0,160}}|.{{0,120}}\ball rights reserved\W*", re.IGNORECASE)


def is_notice(words: str) -> bool:
    """Return whether a line (str) is a notice of copyright and nothing else."""
    if len(words) >= LONGEST or not NOTICE_SIGNS.search(words):  # most lines, told cheaply
        return False
    return COPYRIGHT.fullmatch(words) is not None


def is_phrase(words: str, is_linked: bool = False) -> bool:
    """Return whether a line (str) is such a phrase, or a notice of copyright, and nothing else.

    A line that is a link or a button (`is_linked`) is one by less.
    """
    if len(words) >= LONGEST:
        return False
    if is_notice(words) or (len(words) <= LONGEST_PHRASE and PHRASES.fullmatch(words)):
        return True
    return is_linked and BUTTONS.fullmatch(words) is not None
