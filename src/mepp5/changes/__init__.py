"""What changed between two policies: links of their clauses, with differences and effects, as annotators give them.

In come the pairs that are compared (annotations/changes/), their clauses and the Label Studio exports of the links; out
go links that keep the rules of annotations/CHANGES.md. Here no link is ever guessed: baselines/ predicts them.
"""
