"""Templates, style and script become whole pages, each with the one policy that allows its own style and script."""

from functools import cache
from typing import Any

from jinja2 import Environment

from mepp5.diff.page import STYLE as DIFF_STYLE
from mepp5.diff.page import make_policy, open_templates, read_asset
from mepp5.site.source import find_address

STYLE, SCRIPT = "site.css", "site.js"


def render(template: str, **values: Any) -> str:
    """Return the page that a template of this package makes of the values.

    Style and script stand in the page, not beside it: a hash in the Content-Security-Policy is all that lets them in,
    and of files that are opened from disk a browser would check none.
    """
    environment = _open()
    style = f"{read_asset('mepp5.diff', DIFF_STYLE)}\n{read_asset('mepp5.site', STYLE)}"
    script = read_asset("mepp5.site", SCRIPT)
    return environment.get_template(template).render(
        style=style, script=script, security=make_policy(style, script), **values
    )


@cache
def _open() -> Environment:
    environment = open_templates("mepp5.site")
    environment.filters["address"] = find_address
    return environment
