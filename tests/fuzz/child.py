"""One target under atheris, in a process of its own: python -m tests.fuzz.child NAME DIRECTORY -atheris_runs=…"""

import os
import sys
from pathlib import Path

import atheris

INSTRUMENTED = ("mepp5", "baselines.many", "label_studio_predictions", "mammoth")


def main() -> None:
    """Feed the target until its runs are done, or something crashes."""
    name, directory, *options = sys.argv[1:]
    with atheris.instrument_imports(include=list(INSTRUMENTED)):
        from tests.fuzz.targets import BROKEN, TARGETS, feed_once

        target = BROKEN if name == "broken" else TARGETS[name]
        feed, seeds = target.prepare(Path(directory))
    folder = Path(directory) / "seeds"
    folder.mkdir()
    for number, seed in enumerate(seeds):
        (folder / f"{number:03d}").write_bytes(seed)
    mutate = target.mutator(lambda data, size: atheris.Mutate(data, max(size, len(data), 1)))  # set by Setup alone
    os.chdir(directory)  # where a crash is written
    options = [f"-max_len={max(target.most, *map(len, seeds))}", *options, str(folder)]
    atheris.Setup([sys.argv[0], *options], lambda content: feed_once(feed, content), custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
