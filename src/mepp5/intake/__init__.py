"""The way of a new policy into a corpus, up to its labels.

In comes a file of any kind that is read. Out go its manifest entry, raw text, canonical text, edits and draft units,
then units that somebody has decided by reading. Nothing is labelled here; what cannot be taken in is refused whole.
"""
