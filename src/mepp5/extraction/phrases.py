"""Set phrases of pages that are no text: what buttons, links and feet say, whatever their place."""

import re

LONGEST = 200  # code points
PHRASES = re.compile(
    r"\W*(?:(?:back|return|go) to (?:the )?top(?: of (?:the )?page)?|(?:top|bottom)(?: of (?:the )?page)?"
    r"|(?:skip|jump) to .{1,30}|print(?: (?:this )?(?:page|policy|article|version))?|menu|close|search|home|more|edit"
    r"|(?:e-?mail|share|tweet|like)(?: this(?: page)?)?|log ?in|sign ?in|log ?out|sign ?up|register|subscribe"
    r"|(?:learn|read|show|view|see) (?:more|less)|click here|next(?: page)?|prev(?:ious)?(?: page)?|expand all"
    r"|collapse all|(?:download|save)(?: (?:as )?pdf)?|(?:accept|reject)(?: all)?(?: cookies)?|cookie settings"
    r"|manage (?:cookies|preferences)|(?:table of )?contents|loading|advertisement|you have successfully subscribed"
    r"|(?:(?:your )?(?:shopping )?(?:cart|bag|basket) ?){1,2}\(?\d{0,3}\)?)\W*",
    re.IGNORECASE,
)
FOOT_OPENING = re.compile(r"\W*(?:©|\(c\)|copyright\b)", re.IGNORECASE)
COPYRIGHT = re.compile(r"\W*(?:©|\(c\)|copyright\b).{0,160}|.{0,120}\ball rights reserved\W*", re.IGNORECASE)


def is_phrase(words: str) -> bool:
    """Return whether a line (str) is such a phrase, or a notice of copyright, and nothing else."""
    if len(words) >= LONGEST:
        return False
    return PHRASES.fullmatch(words) is not None or COPYRIGHT.fullmatch(words) is not None
