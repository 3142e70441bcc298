"""The annotation scheme: which categories, slots, values and polarities there are, and what they mean.

In come annotations/taxonomy.toml and the prose of annotations/GUIDELINES.md. Out go the taxonomy that all other rooms
read, the labelling interface of Label Studio, the guidelines' tables and their worked examples. What a clause of the
corpus is labelled never appears here: of the corpus only the text is read, to find which clauses the examples quote.
"""
