"""Clauses that a reader looks for: the release's rows that keep every condition, with what kept it marked in the text.

In come words, names of the taxonomy and of policies, and the rows in data/. Out go rows with marks, counts, and lines
for a terminal or a pipe. Nothing is written, and no name is guessed at: an unknown one ends the command.
"""
