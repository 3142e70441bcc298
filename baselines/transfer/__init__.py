"""Paragraphs that people labelled: `python -m baselines transfer`.

In come a user's copy of OPP-115 (Wilson et al. 2016) and models fitted on the release. Out go their scores beside the
people's own agreement and beside models trained on other policies of the copy. No word of the copy is kept anywhere.
"""
