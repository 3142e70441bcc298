"""The project's patterns as its sources have them, found by walking their syntax trees: none can be forgotten."""

import ast
import importlib
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

REPOSITORY = Path(__file__).parents[2]
HOUSES = ("src/mepp5", "baselines", "benchmarks", "scripts")
FUNCTIONS = ("compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")
KEYWORDS = ("pattern", "token_pattern")  # of pydantic's fields, and of scikit-learn's vectorizers
PANDAS = (".str.contains", ".str.match", ".str.extract", ".str.fullmatch")
WHOLE = ("search", "match", "fullmatch", "finditer")  # how a pattern is tried of which the use is not known
ENGINES = {"regex", "re2", "sre_compile", "sre_parse"}


@dataclass(slots=True)
class Found:
    """A pattern: str or bytes, its flags, where it stands, how it is used; `is_rust` where pydantic alone takes it."""

    pattern: str | bytes
    flags: int
    place: str
    uses: set[str] = field(default_factory=set)
    is_rust: bool = False


def list_sources() -> list[Path]:
    """Return the project's modules."""
    return [
        path for house in HOUSES for path in sorted((REPOSITORY / house).rglob("*.py")) if "__main__" not in path.name
    ]


def name_module(path: Path) -> str:
    """Return the name by which a source is imported."""
    parts = path.relative_to(REPOSITORY).with_suffix("").parts
    parts = parts[1:] if parts[0] in ("src", "scripts") else parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def load(path: Path) -> ModuleType:
    """Return the module of a source."""
    scripts = str(REPOSITORY / "scripts")
    if scripts not in sys.path:
        sys.path.append(scripts)
    return importlib.import_module(name_module(path))


def list_patterns(tree: ast.Module, module: str, names: Mapping[str, object]) -> Iterator[Found | str]:
    """Yield the patterns that a module's tree has, or "MODULE:FUNCTION" where one is known at run time alone."""
    for function, call in _walk_calls(tree):
        place = f"{module}:{function}"
        for argument, uses, is_rust in _find_arguments(call):
            try:
                value = eval(compile(ast.Expression(argument), place, "eval"), dict(names))
                flags = _evaluate_flags(call, names)
            except NameError:
                yield place
                continue
            pattern = value.pattern if isinstance(value, re.Pattern) else value
            yield Found(pattern, flags, f"{place} line {call.lineno}", set(uses), is_rust)


def find_uses(tree: ast.Module, names: Mapping[str, object]) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield each pattern in a module's names with a method of it that the module has; WHOLE where it is handed on."""
    owners = {id(node.value): node for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        pattern = names.get(node.id) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) else None
        if isinstance(pattern, re.Pattern):
            attribute = owners[id(node)].attr if id(node) in owners else ""
            if attribute != "pattern":
                yield from ((pattern, use) for use in ([attribute] if attribute in FUNCTIONS else WHOLE))


def find_engines(tree: ast.Module) -> set[str]:
    """Return what a module's tree has that this search would not see: other engines, and functions of re by name."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names} & ENGINES
            found |= {f"re as {alias.asname}" for alias in node.names if alias.name == "re" and alias.asname}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or ""} & {*ENGINES, "re"}
        elif isinstance(node, ast.keyword | ast.Constant):
            found |= {"regex_engine"} if "regex_engine" in (getattr(node, "arg", ""), node.value) else set()
    return found


def _walk_calls(node: ast.AST, function: str = "") -> Iterator[tuple[str, ast.Call]]:
    """Yield each call in a tree with the name of the function around it, "" for none."""
    for child in ast.iter_child_nodes(node):
        is_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
        inner = child.name if is_function else function
        if isinstance(child, ast.Call):
            yield inner, child
        yield from _walk_calls(child, inner)


def _find_arguments(call: ast.Call) -> Iterator[tuple[ast.expr, tuple[str, ...], bool]]:
    """Yield each argument of a call that is a pattern, how it is used there, and whether it is pydantic's."""
    function = call.func
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re":
        if function.attr in FUNCTIONS:
            yield call.args[0], (() if function.attr == "compile" else (function.attr,)), False
    elif ast.unparse(function).endswith(PANDAS):
        yield call.args[0], ("search",), False
    for keyword in call.keywords:
        if keyword.arg in KEYWORDS:
            yield keyword.value, ("findall",), keyword.arg == "pattern"


def _evaluate_flags(call: ast.Call, names: Mapping[str, object]) -> int:
    given = [argument for argument in call.args[1:] if "re." in ast.unparse(argument)]
    given += [keyword.value for keyword in call.keywords if keyword.arg == "flags"]
    flags = 0
    for argument in given:
        if not isinstance(argument, ast.Lambda):
            flags |= int(eval(compile(ast.Expression(argument), "flags", "eval"), dict(names)))
    return flags
