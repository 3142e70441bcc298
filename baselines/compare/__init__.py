"""Any two documents compared: what became of each clause of the old one, predicted.

In come two files of any kind that can be read; out goes a comparison as `mepp5 diff` shows it, marked as predicted,
with scores. The models are those of the task "changes", fitted on all labelled pairs.
"""
