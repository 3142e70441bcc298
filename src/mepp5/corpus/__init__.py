"""corpus/: from received files to canonical texts and units.

In come the raw files (corpus/raw, checked by their hashes) and what was decided by reading: the manifest, corrections
and unit boundaries. Out go the canonical texts, the log of every edit, and units with offsets into both. Labels never
appear here, and the publisher's words are never changed: what a rule or correction touches is in the edit log.
"""
