"""Which of many texts are alike, without a matrix of all with all: of 400,000 texts no memory would hold one.

In come texts, normalised; out go ratios, groups, and the one most like each. Nothing here knows of clauses or policies.
"""
