"""The forms of what the report reads besides results: its own figures and trials, and what benchmarks measured.

In come files that people could have edited; out go typed values. Nothing is computed or written here.
"""
