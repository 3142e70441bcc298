"""Processes that others start end with them, however those end."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # prctl(2)


def end_with_parent(number: int = signal.SIGKILL) -> None:
    """Have the system send this process the signal when the thread that started it ends; Linux alone can do that.

    It is for the first moments of a process, and for `preexec_fn` of one whose starting thread outlives it.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    if os.getppid() == 1 and os.getpid() != 1:  # it has ended before that could be asked for
        os.kill(os.getpid(), number)
