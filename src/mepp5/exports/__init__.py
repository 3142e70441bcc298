"""The release in the formats of other tools: CoNLL, brat, W3C Web Annotation, CSV, spaCy, UIMA CAS and Parquet.

In come rows of the release, of a config and perhaps some of its splits and annotators; out go the bytes of files and
the count of what they cannot hold. Nothing is decided or corrected here, and what a format loses is always counted.
"""
