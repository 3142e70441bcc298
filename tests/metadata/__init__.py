"""Tests of croissant.json, of the JSON Schemas and of CITATION.cff."""
