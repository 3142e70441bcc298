"""An address in, Ray connected: to a cluster that answers, or started on this machine."""

import logging
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from joblib import cpu_count

from mepp5.errors import CorpusError

PATIENCE = 15.0  # seconds for a cluster to answer; Ray itself waits for two minutes, and then ends the process
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_BACKEND_LOG_LEVEL": "fatal"}


def import_ray() -> Any:
    """Return the package ray with ray.data in it; raises CorpusError where it is not installed."""
    os.environ.update(QUIET | os.environ)  # read at import
    try:
        import ray
        import ray.data
    except ModuleNotFoundError as error:
        raise CorpusError(f"{error.name} is not installed; pip install 'mepp5[scale]' brings it.") from error
    return ray


def connect(ray: Any, address: str | None, workers: int | None) -> None:
    """Start Ray on this machine, or take the cluster at the address; raises CorpusError where there is none."""
    if address:
        _ask(address)
    words: dict[str, Any] = {"logging_level": logging.ERROR, "log_to_driver": False}
    if not address:
        words |= {"num_cpus": workers or cpu_count(), "include_dashboard": False}
    try:
        with _silence():  # of a line that says that there will be few
            ray.init(address=address or "local", **words)
    except (OSError, RuntimeError, ValueError, SystemExit) as error:
        where = f"the cluster at {address}" if address else "Ray"
        raise CorpusError(f"{where} cannot be used ({shorten(error)}); run this on one of its nodes.") from error
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = context.print_on_execution_start = False


@contextmanager
def _silence() -> Iterator[None]:
    """Turn away what native code writes to standard error."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _ask(address: str) -> None:
    """Raise CorpusError unless a cluster answers at HOST:PORT, or on this machine at "auto"."""
    if address == "auto":
        return  # Ray tells at once
    if "@" in address:
        raise CorpusError("the address of --address holds a user or password; give HOST:PORT as ray start printed it.")
    host, colon, port = address.rpartition(":")
    if "/" in address or not colon or not port.isdigit():
        raise CorpusError(f"{address}: no address of a cluster; give HOST:PORT as ray start printed it, or auto.")
    try:
        socket.create_connection((host.strip("[]"), int(port)), PATIENCE).close()
        # In another process, which can be ended: what listens there may be no Ray and never answer.
        ask = [sys.executable, "-m", "ray.scripts.scripts", "status", "--address", address]
        done = subprocess.run(ask, capture_output=True, timeout=PATIENCE, text=True)
    except (OSError, OverflowError, UnicodeError, subprocess.TimeoutExpired) as error:
        remedy = "start it with ray start, or check the address"
        raise CorpusError(f"no Ray cluster answers at {address}; {remedy}.") from error
    if done.returncode:
        raise CorpusError(f"the cluster at {address} refuses ({_take_last(done.stderr)}); mend that.")


def shorten(error: BaseException) -> str:
    """Return what an error of Ray, which may be pages long, says in the end."""
    return f"{type(error).__name__}: {_take_last(str(error))}"


def _take_last(words: str) -> str:
    """Return the first sentence of the last line, which says what went wrong."""
    lines = words.strip().splitlines()
    return lines[-1].strip().partition(". ")[0] if lines else "no reason given"
