"""The scorer under the name that README showed until 0.3.0: `from mepp5.score import score_file`; see `mepp5.score`.

Importing this module puts it in the place of the function `mepp5.score`, so it can be called like that.
"""

import sys
from types import ModuleType
from typing import Any

from mepp5 import score as _score
from mepp5.scoring.scorer import compare_files, score_file

__all__ = ["compare_files", "score_file"]


class _Scorer(ModuleType):
    """A module that is called like the function whose name it has."""

    def __call__(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what `mepp5.score` returns."""
        return _score(*args, **kwargs)


sys.modules[__name__].__class__ = _Scorer
