"""The task "changes": which clauses of two policies belong together (align), and what became of them (judge).

In come clauses of two policies, in order, and the links of other pairs to train on; out go links with scores, forms,
meanings and effects. Nothing here knows the links of the pair that is tested.
"""
