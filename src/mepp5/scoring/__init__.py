"""Scores of predictions: the official scorer, and baselines/results.

In come released rows and a predictions file, or the annotators' rows in its place. Out go scores with intervals, their
tables for the terminal, and the committed results, read only where they are of today's data. No model is known here,
and nothing else in the project computes a score.
"""
