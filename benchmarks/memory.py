"""The memory of a process and all that it started, as the system tells it (Linux)."""

import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from mepp5.files import Object

PAGE = os.sysconf("SC_PAGE_SIZE")
PARENT = 1  # of the fields of /proc/PID/stat behind the name, from 0 (proc(5): 4)
SHARED = 2  # of /proc/PID/statm: pages of files and of memory that others have too
THIRD = 3


def measure_tree(number: int) -> float:
    """Return the resident memory of a process and those below it, in MB (10^6 bytes).

    Pages that are a process' own are counted for each; those that processes share once, as the largest has them.
    """
    children: dict[int, list[int]] = defaultdict(list)
    for path in Path("/proc").glob("[0-9]*/stat"):
        fields = _read(path).rpartition(")")[2].split()
        if fields:
            children[int(fields[PARENT])].append(int(path.parent.name))
    own, shared, left = 0, 0, [number]
    while left:
        process = left.pop()
        left += children[process]
        pages = [int(word) for word in _read(Path(f"/proc/{process}/statm")).split()]
        if pages:
            own += pages[1] - pages[SHARED]
            shared = max(shared, pages[SHARED])
    return (own + shared) * PAGE / 1e6


def summarise(samples: Sequence[tuple[float, float]]) -> Object:
    """Return the peak of the (seconds, MB) samples, and the medians early and late: of the second and the last third.

    In the first third models are loaded and made ready.
    """
    values = [megabytes for _, megabytes in samples]
    third = len(values) // THIRD
    early, late = values[third : 2 * third] or values, values[2 * third :] or values
    return {"peak_mb": round(max(values)), "early_mb": round(median(early)), "late_mb": round(median(late))}


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it has ended meanwhile
        return ""
