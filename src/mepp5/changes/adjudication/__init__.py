"""Disputed links: which cases two readers' links leave open, how each was decided and why, and what became of them.

In come the exports of the readers and annotations/changes/adjudication.jsonl; out go cases, reasons held to what was
decided, second readings and the list of revisions. No case is ever decided here.
"""
