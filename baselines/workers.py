"""joblib's processes, which would go on for minutes without their parent: they end with it, however it ends."""

from typing import Any

from joblib import register_parallel_backend
from joblib.parallel import LokyBackend

from mepp5.system.processes import end_with_parent

NAME = "loky-of-parent"


class BoundBackend(LokyBackend):
    """loky, whose workers ask the system to be ended with whoever started them, before they have anything to do."""

    def configure(self, *words: Any, **named: Any) -> Any:
        """Build the executor and return the number of workers."""
        return super().configure(*words, initializer=end_with_parent, **named)


def bind_workers() -> None:
    """Make it the backend of every Parallel that names none."""
    register_parallel_backend(NAME, BoundBackend, make_default=True)
