"""invented/: clauses that were invented and labelled while they were written, a resource beside the corpus.

In come the texts of invented/, in a markup with labels in front and slots inline. Out go units with annotations,
checked by the rules that every annotation keeps, and which of them are near to each other or to the corpus's clauses.
They are never part of the corpus, of its statistics or of a tested fold.
"""
