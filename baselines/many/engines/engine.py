"""What an engine is: opened, it gives what labels the blocks of a task."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager

from baselines.many.blocks import Block
from baselines.many.parts import Counts
from baselines.many.work import Task

Label = Callable[[Task, Sequence[Block]], Iterator[tuple[str, Counts]]]
# Of an address, or None for this machine, and a number of workers, or None for one a core.
Engine = Callable[[str | None, int | None], AbstractContextManager[Label]]
