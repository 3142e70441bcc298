"""Everything that must hold of the data: `mepp5 check`.

In comes a root with corpus/, annotations/, data/ and documents. Out go findings, each with the stable id of its check,
a place, what is wrong there and what to do. Nothing is written or mended here.
"""
