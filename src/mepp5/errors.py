"""The one exception that bad input raises."""


class CorpusError(Exception):
    """Input that cannot be used; its message is one sentence: what is wrong, where, and what to do.

    The command line prints it without a traceback and exits with status 1. A message may quote a stranger's file: signs
    that are not seen, move a terminal's cursor or break lines stand in it as escapes. Further arguments are lines of
    their own below the sentence.
    """

    def __str__(self) -> str:
        """Return the message as it is printed."""
        return "\n  ".join(show_signs(str(line)) for line in self.args)


def show_signs(words: str) -> str:
    r"""Return the words with an escape such as \x1b or \u202e in place of each sign that cannot be seen."""
    if words.isprintable():
        return words
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in words)
