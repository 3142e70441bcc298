"""data/: the rows that people load, their columns, splits, folds and statistics.

In come units, reference labels and the manifest. Out go rows and the columns' types, duplicate groups, folds, the
protocols that divide released clauses into training and test, statistics, and the loader. Protocols stand here and not
beside the scorer because statistics count what each of them reuses. Nothing is labelled or scored here.
"""
