"""Very many policies: `python -m baselines predict-many`.

In come Parquet files, JSON lines and directories, cut into blocks of documents. Out goes one Parquet file for each
block, written whole or not at all, so that a run that was stopped goes on where it was. Text never passes through the
process that was started: workers read their block, label it, write it, and return three counts. A document that cannot
be read is a row with an error and stops no other.
"""
