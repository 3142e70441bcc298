"""Libraries that an extra brings: what is missing, and how to get it."""

import re
from importlib.metadata import PackageNotFoundError, requires

OWN = ("mepp5", "baselines", "benchmarks")
# Modules whose distribution has another name.
DISTRIBUTIONS = {
    "cassis": "dkpro-cassis",
    "pycrfsuite": "python-crfsuite",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
}
_NAME = re.compile(r"[\w.-]+")
_EXTRA = re.compile(r"""extra == ["']([\w-]+)["']""")


def describe_missing(error: ModuleNotFoundError) -> str | None:
    """Return the sentence of a library that is not installed, None where the missing module is one of our own."""
    module = (error.name or "").partition(".")[0]
    if not module or module in OWN:
        return None
    name = DISTRIBUTIONS.get(module, module.replace("_", "-"))
    extras = _list_extras(name)
    remedy = f'pip install "mepp5[{extras[0]}]"' if extras else f"pip install {name}"
    return f"{name} is not installed here; `{remedy}` brings it."


def _list_extras(name: str) -> list[str]:
    """Return the extras that bring the distribution, in the order in which the project names them."""
    try:
        required = [line.partition(";") for line in requires("mepp5") or ()]
    except PackageNotFoundError:
        return []
    found = [(_NAME.match(line), _EXTRA.search(marker)) for line, _, marker in required]
    return [extra[1] for match, extra in found if match and extra and match[0].lower() == name]
