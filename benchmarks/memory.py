"""The memory and processor time of a process and all that it started, as the system tells them (Linux)."""

import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from mepp5.files import Object

PAGE, TICKS = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")
PARENT, USER, SYSTEM = 1, 11, 12  # of the fields of /proc/PID/stat behind the name, from 0 (proc(5): 4, 14, 15)
SHARED = 2  # of /proc/PID/statm: pages of files and of memory that others have too
THIRD = 3


def look_at_tree(number: int) -> tuple[float, dict[int, float]]:
    """Return the resident memory of a process and those below it, in MB (10^6 bytes), and {process: its seconds}.

    Pages that are a process' own are counted for each; those that processes share once, as the largest has them.
    """
    stats = {
        int(path.parent.name): _read(path).rpartition(")")[2].split() for path in Path("/proc").glob("[0-9]*/stat")
    }
    children: dict[int, list[int]] = defaultdict(list)
    for process, fields in stats.items():
        if fields:
            children[int(fields[PARENT])].append(process)
    own, shared, left, seconds = 0, 0, [number], {}
    while left:
        process = left.pop()
        left += children[process]
        pages = [int(word) for word in _read(Path(f"/proc/{process}/statm")).split()]
        fields = stats.get(process, [])
        if pages and fields:
            own += pages[1] - pages[SHARED]
            shared = max(shared, pages[SHARED])
            seconds[process] = (int(fields[USER]) + int(fields[SYSTEM])) / TICKS
    return (own + shared) * PAGE / 1e6, seconds


def summarise(values: Sequence[float]) -> Object:
    """Return the peak of what was seen at equal times, in MB, and the medians of the second and the last third.

    In the first third models are loaded and made ready.
    """
    third = len(values) // THIRD
    early, late = values[third : 2 * third] or values, values[2 * third :] or values
    return {"peak_mb": round(max(values)), "early_mb": round(median(early)), "late_mb": round(median(late))}


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it has ended meanwhile
        return ""
