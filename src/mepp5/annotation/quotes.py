"""Find the words that an annotator quotes; nothing is repaired."""

MOST_SHOWN = 9  # places of a quotation that a message shows


class QuoteError(ValueError):
    """What is wrong with a quotation and what to do, as a sentence without full stop."""


def find_quote(text: str, quote: str, occurrence: int | None) -> tuple[int, int]:
    """Return where the quotation stands in the text: code points, half-open.

    `occurrence`, counted from 1, tells which is meant where the characters stand several times, and is required then.
    Raises QuoteError otherwise.
    """
    starts = [start for start in range(len(text)) if text.startswith(quote, start)]
    if not starts:
        raise QuoteError(f"quote {quote!r} is not in the clause; copy it exactly from {text!r}")
    if occurrence is None and len(starts) > 1:
        shown = " / ".join(f"{n}: {_show(text, start, quote)}" for n, start in enumerate(starts[:MOST_SHOWN], start=1))
        raise QuoteError(f'quote {quote!r} stands {len(starts)} times; add "occurrence" ({shown})')
    if (occurrence or 1) > len(starts):
        raise QuoteError(f'"occurrence" is {occurrence}, but quote {quote!r} stands {len(starts)} times; correct it')
    start = starts[(occurrence or 1) - 1]
    return start, start + len(quote)


def _show(text: str, start: int, quote: str) -> str:
    end = start + len(quote)
    return f"{text[max(0, start - 15) : start]}[{quote}]{text[end : end + 15]}"
