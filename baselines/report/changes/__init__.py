"""What the report says of changes between policies: how well links are found, and which categories got broader.

In come the committed results of the task and the rows of the config "changes"; out go two generated blocks and the
plots beside them. Nothing is fitted here.
"""
