"""annotations/adjudication, revisions, known issues and second readings: what was decided, and why.

In comes what annotators said. Out go the cases they dispute, what they say together where they do not, the reasons for
each decision, what the labels were in earlier releases, what is known to be odd, and what second readers found. A label
never changes here: decisions themselves are ground-truth annotations of the exports.
"""
