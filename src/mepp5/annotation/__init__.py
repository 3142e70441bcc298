"""annotations/exports and calibration: what each annotator said of each clause.

In come Label Studio exports (or an annotator's hand-in, or labels of OPP-115's segments), the units and the taxonomy.
Out go spans per annotator and clause, checked against the rules that every annotation keeps, and exports in the one
canonical form. Nobody is compared with anybody here, nothing is decided, and nothing is repaired: a fault is an error.
"""
