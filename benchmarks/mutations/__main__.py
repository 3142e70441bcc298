"""python -m benchmarks.mutations."""

from benchmarks.mutations.command import mutations

mutations()
