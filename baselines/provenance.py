"""What a result says of how it came about: data, code, libraries, seeds, memory."""

import platform
import resource
import sys
from importlib.metadata import version
from pathlib import Path

from baselines.corpus import ROOT
from mepp5.files import Object
from mepp5.measures.intervals import SEED as BOOTSTRAP_SEED
from mepp5.scoring import results
from mepp5.version import read_version

LIBRARIES = ("numpy", "scipy", "scikit-learn", "datasets")
SCORERS: dict[str, tuple[str, ...]] = {"categories": (), "slots": ("nervaluate",)}
STATUS, PEAK_LINE = Path("/proc/self/status"), "VmHWM:"
PEAK = Path("/proc/self/clear_refs")
RESET_PEAK = "5"  # proc(5): the peak resident set size becomes the current one


def describe_run(task: str, data_sha256: str, seed: int) -> Object:
    """Return data, version, code, libraries and seeds of a run for a task, as results carry them."""
    libraries = (*LIBRARIES, *SCORERS[task])
    return {
        "data": f"sha256:{data_sha256}",
        "version": read_version(ROOT),  # not what is installed: an editable install keeps the version it was made at
        "code": f"sha256:{hash_code()}",
        "libraries": {"python": platform.python_version(), **{name: version(name) for name in libraries}},
        "seeds": {"models": seed, "bootstrap": BOOTSTRAP_SEED},
    }


def hash_code(of_changes: bool = False) -> str:
    """Return the hash of what scores depend on, of changes or of the other tasks.

    Raises CorpusError where sources.toml, or a source that it lists, cannot be read.
    """
    return results.hash_code(Path(__file__).parent, of_changes)


def reset_peak() -> None:
    """Count the peak memory from now on, where the system can (Linux); elsewhere it is that of the whole process."""
    try:
        PEAK.write_text(RESET_PEAK)
    except OSError:
        return


def measure_peak() -> float:
    """Return the peak resident memory of this process in MB (10^6 bytes) since reset_peak, libraries included."""
    if STATUS.exists():  # not getrusage(2): in a process started by another, that begins with the other's peak
        lines = [line for line in STATUS.read_text().splitlines() if line.startswith(PEAK_LINE)]
        if lines:
            return int(lines[0].split()[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes there, KiB elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
