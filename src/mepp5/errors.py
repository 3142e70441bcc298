"""The one exception that bad input raises."""


class CorpusError(Exception):
    """Input that cannot be used; its message is one sentence: what is wrong, where, and what to do.

    The command line prints it without a traceback and exits with status 1.
    """
