"""YAML without what makes it dangerous: every scalar is the text that it is, and nothing stands for something else.

An alias repeats what an anchor names. A few lines of aliases of aliases are a tree of billions of nodes for whoever
walks it, and none of our files has one.
"""

from typing import Any

import yaml

from mepp5.reading.forms import Fault

DEEPEST = 100  # lists and objects in each other: the parser's time grows with the square of it


def load_plain(text: str) -> Any:
    """Return the lists, objects and texts of a YAML document; raise Fault where it is none, or has an alias."""
    try:
        _refuse_dangers(text)
        # YAML would take a version for a number and a date for an object.
        return yaml.load(text, Loader=yaml.BaseLoader)
    except Fault:
        raise
    except (yaml.YAMLError, ValueError) as error:  # the number of an escape may be no character
        raise Fault("not valid YAML") from error


def _refuse_dangers(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        place = f"line {event.start_mark.line + 1}: " if event.start_mark else ""
        if isinstance(event, yaml.AliasEvent):
            raise Fault(f"{place}the alias *{event.anchor} repeats what stands elsewhere; write it out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise Fault(f"{place}nested too deeply")
