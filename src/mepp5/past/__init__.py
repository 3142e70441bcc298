"""Earlier releases: their labels and rows restored, what changed from one to another, and the record of their hashes.

In come today's exports, the kept earlier labels (annotations/revisions.jsonl) and the record of every release
(annotations/releases.toml). Out go labels and rows as they were. Nothing is restored that does not hash to the record;
no network and no git is asked.
"""
