"""Numbers from counts: F1, Cohen's kappa, matched spans, bootstrap intervals.

In come arrays of counts and plain tuples, out go numbers. Nothing here knows of the corpus, its files or its labels, so
that each function can be read beside the formula that its docstring names, and tested against another library.
"""
