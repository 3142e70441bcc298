"""MEPP-5, the Mi Ecosystem Privacy Policies corpus: its data and its toolchain.

>>> import mepp5
>>> clauses = mepp5.load("clauses")
"""

from importlib.metadata import version
from typing import Any

__version__ = version("mepp5")
__all__ = ["CorpusError", "__version__", "load"]


def __getattr__(name: str) -> Any:
    """Import the public names when they are first used, so that `import mepp5` stays light."""
    if name == "load":
        from mepp5.loading import load

        return load
    if name == "CorpusError":
        from mepp5.errors import CorpusError

        return CorpusError
    raise AttributeError(f"module 'mepp5' has no attribute {name!r}")
