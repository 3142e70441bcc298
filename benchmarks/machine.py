"""Where and with what a benchmark was run."""

import os
import platform
from pathlib import Path

from baselines.fitting import SEED
from baselines.provenance import describe_run
from mepp5.files import Object
from mepp5.paths import ROOT
from mepp5.reading.forms import read_json

RESULTS = "benchmarks/results"


def describe_machine(sha256: str) -> Object:
    """Return the provenance of a run on the data of that hash, with processor, cores and operating system."""
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text().splitlines() if cpus.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    machine = {"processor": names[0] if names else platform.processor(), "cores": os.cpu_count()}
    return {**describe_run("categories", sha256, SEED), "machine": machine | {"system": platform.platform()}}


def read_previous(name: str) -> Object:
    """Return what a benchmark wrote when it ran before, {} if it never did."""
    path = ROOT / f"{RESULTS}/{name}.json"
    return read_json(path, Object, "measure again") if path.is_file() else {}
