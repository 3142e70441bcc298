"""Baselines of the second task, a clause's slots.

In come rows with text, section and context, and slots where they are for training. Out go functions that tag rows with
spans. Values of slots are not predicted.
"""
