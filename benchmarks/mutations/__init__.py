"""Whether a corruption of the repository gets through: `make mutations`.

In comes a copy of the repository. Out goes a table: for each kind of file and each kind of corruption how many there
were, which checks of `mepp5 check` found them, and which were found by nothing. Nothing of the clone is changed but
the generated block of docs/checks.md.
"""
