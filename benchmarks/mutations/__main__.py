"""python -m benchmarks.mutations."""

from benchmarks.mutations.command import mutations as main

if __name__ == "__main__":
    main()
