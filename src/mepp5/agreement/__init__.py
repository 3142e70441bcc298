"""annotations/agreement.json: how far annotators agree with each other and with the reference.

In come the exports, annotator by annotator. Out go the figures of every pair with intervals, and their file, which says
which exports it was made from. What people say in a copy of OPP-115 is read here too. No label is chosen here, and no
prediction scored.
"""
