"""Processes that permissions bind, and processes on a small disk of their own.

run_bound(command)                     # root, but without the right to pass over permissions
run_in_disk(command, folder, kib=256)  # `folder` is an empty disk of that size, which ends with the command
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

RIGHTS = "--bounding-set=-dac_override,-dac_read_search,-fowner,-chown"
# Anybody else is bound as it is.
BOUND = ["setpriv", RIGHTS, "--inh-caps=-all", "--"] if os.geteuid() == 0 else []
CAN_BIND = not BOUND or shutil.which("setpriv") is not None
MOUNT = 'mount -t tmpfs -o "size=$1k" none "$2" && shift 2 && exec "$@"'


def run_bound(command: Sequence[str], **words) -> subprocess.CompletedProcess:
    """Run the command so that it may write only what its permissions say."""
    return subprocess.run([*BOUND, *command], capture_output=True, text=True, check=False, **words)


def run_in_disk(command: Sequence[str], folder: Path, kib: int, **words) -> subprocess.CompletedProcess:
    """Run the command with a disk of so many KiB in the place of the folder, which nobody else sees."""
    inside = ["unshare", "-m", "sh", "-c", MOUNT, "sh", str(kib), str(folder), *command]
    return subprocess.run(inside, capture_output=True, text=True, check=False, **words)


@cache
def can_mount() -> bool:
    """Whether a small disk can be had here."""
    if shutil.which("unshare") is None:
        return False
    return run_in_disk(["true"], Path(tempfile.gettempdir()), 64).returncode == 0
