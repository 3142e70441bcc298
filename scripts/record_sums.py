"""Record the hashes of what was measured or received, after a measurement: python scripts/record_sums.py.

Look at `git diff` first: what is recorded here, `mepp5 check` takes for right.
"""

from mepp5.checks.recorded import RECORDED, dump_recorded
from mepp5.files import write_files
from mepp5.paths import CLONE


def main() -> None:
    """Write baselines/recorded.sha256."""
    write_files(CLONE, {RECORDED: dump_recorded(CLONE)})
    print(RECORDED)


if __name__ == "__main__":
    main()
