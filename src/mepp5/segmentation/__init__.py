"""A document's blocks as units: sentences, list items, table rows, headings and chrome, each with its section.

In come documents of `mepp5.extraction`, or any text. Out go draft units, each a slice of the document's text: proposals
to be read, as those were from which the units of the five policies were decided by eye. Those are never drafted anew.
"""
