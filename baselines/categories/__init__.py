"""Baselines of the first task, a clause's categories.

In comes a data frame of clauses (text, section, context), out go decisions per category. All hyper-parameters stand in
registry.py; no model here sees a test label, and none reads a file of the corpus.
"""
