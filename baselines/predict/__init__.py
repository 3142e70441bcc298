"""Policies outside the corpus: `python -m baselines predict`.

In come files in text, Markdown or HTML and models fitted on the whole release. Out go labelled clauses as JSON lines,
tables or tasks for Label Studio. The corpus is never written to, and a file that cannot be read stops no other.
"""
