"""What machines are told of the release: croissant.json, and JSON Schemas of rows and predictions in data/schema/.

In come the schema of the release, its files and hashes, the taxonomy, annotators.toml and CITATION.cff. Out go
Croissant metadata with one record set for each config and split, and a JSON Schema for each kind of line. Nothing
about the release is decided here; what is told of a column stands in one place for both.
"""
