"""Readers fed with noise: each that takes a stranger's bytes, for a fixed number of runs with a fixed seed.

    make fuzz                               # all targets of targets.py, each in a process of its own
    python -m tests.fuzz hand-ins --runs 500
    python -m tests.fuzz --shrink FILE hand-ins     # what is left of a crash when all that is not needed is cut away

In come small seeds that are made here; out goes a table of runs, seconds and crashes. A reader may end in CorpusError
alone: every other exception, a hang and too much memory are crashes. What crashed once is kept below
tests/fixtures/crashes and read by ordinary tests. atheris is needed for `make fuzz` alone.
"""
