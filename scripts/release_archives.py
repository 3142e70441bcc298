"""The wheel and the source archive of a release: built twice, compared, the wheel's own checks run."""

import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from release_candidate import Candidate, Reasons, shorten

from mepp5.files import read_bytes

# Run outside of the clone, with the unpacked wheel before everything else.
LOADING = """
import sys
sys.path.insert(0, sys.argv[1])
import mepp5, mepp5.paths
from mepp5.checks.catalogue import run_checks
assert str(mepp5.paths.ROOT).startswith(sys.argv[1]), mepp5.paths.ROOT
for finding in run_checks():
    print(finding.check, finding.place, finding.problem)
"""


def check_archives(candidate: Candidate) -> Reasons:
    """Wheel and source archive are built, twice the same, and the wheel's own checks find nothing."""
    again = candidate.built / "again"
    for folder in (candidate.built, again):
        command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(candidate.root)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            yield (done.stderr.strip() or done.stdout.strip()).splitlines()[-1]
            return
    archives = sorted(path for path in candidate.built.iterdir() if path.is_file())
    for path in archives:
        if read_bytes(path) != read_bytes(again / path.name):
            yield f"{path.name} is not the same when it is built again"
        if candidate.version not in path.name:
            yield f"{path.name} is of another version"
    yield from _check_wheel(next(path for path in archives if path.suffix == ".whl"))


def _check_wheel(wheel: Path) -> Reasons:
    with TemporaryDirectory() as folder:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
        done = subprocess.run(
            [sys.executable, "-c", LOADING, folder], cwd=folder, capture_output=True, text=True, check=False
        )
    if done.returncode:
        yield f"{wheel.name} cannot be used ({(done.stderr.strip().splitlines() or ['no reason'])[-1]})"
    yield from shorten([f"{wheel.name}: {line}" for line in done.stdout.splitlines()])
