"""What no source may do: make objects of a stranger's bytes, run words, or reach out of this machine by itself."""

import ast
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
FOLDERS = ("src", "baselines", "scripts", "benchmarks")
SOURCES = sorted(path for folder in FOLDERS for path in (REPOSITORY / folder).rglob("*.py"))
SOURCES += [REPOSITORY / "hatch_build.py", REPOSITORY / "noxfile.py"]

# Dotted names that no source imports or uses; an entry of ALLOWED is (file, name) with the reason.
LOADERS = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "marshal", "shelve", "joblib.load", "numpy.load"}
LOADERS |= {"pandas.read_pickle", "torch.load", "yaml.load", "yaml.unsafe_load", "yaml.full_load", "jsonpickle"}
RUNNERS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.spawnl", "os.execv", "runpy"}
REACHERS = {
    "urllib.request",
    "requests",
    "httpx",
    "http.client",
    "aiohttp",
    "ftplib",
    "smtplib",
    "telnetlib",
    "socketserver",
}
REACHERS |= {"http.server", "socket.create_connection", "webbrowser", "huggingface_hub.hf_hub_download"}
CARELESS = {"tempfile.mktemp", "ssl._create_unverified_context", "xml.etree", "xml.dom", "xml.sax", "os.chmod"}
REFUSED = LOADERS | RUNNERS | REACHERS | CARELESS
ALLOWED = {
    ("baselines/many/engines/ray.py", "pickle"): "Ray's own columns carry blocks that this process has pickled itself",
    (
        "baselines/many/engines/cluster.py",
        "socket.create_connection",
    ): "asks the cluster that the user names if it is up",
    ("src/mepp5/changes/interface.py", "xml.etree"): "writes XML and reads none",
    ("src/mepp5/scheme/interface.py", "xml.etree"): "writes XML and reads none",
    (
        "src/mepp5/reading/plain_yaml.py",
        "yaml.load",
    ): "with BaseLoader, which makes only strings, lists and maps",
    ("src/mepp5/build.py", "os.chmod"): "of the folders of its own copy, for their owner alone",
    ("src/mepp5/files.py", "os.chmod"): "gives a draft the mode of the file that it takes the place of",
    ("scripts/label_studio_server.py", "urllib.request"): "asks the server that it has started whether it is up",
    ("scripts/label_studio_connection.py", "httpx"): "speaks with the server of Label Studio that the user names",
}


def find_names(source: str) -> set[str]:
    """Return the dotted names that a source imports or calls, with what an import calls them put in full."""
    tree = ast.parse(source)
    full: dict[str, str] = {}
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
            full.update({alias.asname: alias.name for alias in node.names if alias.asname})
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
            full.update({alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names})
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) or (isinstance(node, ast.Name) and node.id not in full):
            dotted = _spell(node)
            head, dot, rest = dotted.partition(".")
            names.add(full.get(head, head) + dot + rest)
    return names


def _spell(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_spell(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def find_refused(source: str) -> set[str]:
    """Return the refused names in a source: used themselves, or what stands within them."""
    names = find_names(source)
    return {word for word in REFUSED if any(name == word or name.startswith(f"{word}.") for name in names)}


def find_shells(source: str) -> list[int]:
    """Return the lines of calls that may run words by a shell, or take a YAML loader that makes objects."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    lines = []
    for call in calls:
        words = {word.arg: word.value for word in call.keywords}
        shell = words.get("shell")
        if shell is not None and not (isinstance(shell, ast.Constant) and shell.value is False):
            lines.append(call.lineno)
        if _spell(call.func) == "yaml.load" and _spell(words.get("Loader", call)) != "yaml.BaseLoader":
            lines.append(call.lineno)
    return lines


def name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_no_source_does_what_is_refused(path):
    source = path.read_text(encoding="utf-8")
    assert find_refused(source) == {word for file, word in ALLOWED if file == name(path)}
    assert find_shells(source) == []


def test_every_exception_is_one():
    assert {file for file, _ in ALLOWED} <= set(map(name, SOURCES))


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from pickle import loads as read",
        "import numpy as np\nnp.load('x')",
        "from os import system as go\ngo('x')",
        "import os\nos.system('x')",
        "eval('1')",
        "def f():\n    import requests",
        "from urllib import request",
        "import urllib.request as r\nr.urlopen('x')",
        "import yaml\nyaml.load(x)",
        "from tempfile import mktemp",
        "import xml.etree.ElementTree as E",
        "import pandas as pd\npd.read_pickle('x')",
    ],
)
def test_every_way_to_what_is_refused_is_seen(source):
    assert find_refused(source)


@pytest.mark.parametrize(
    "source",
    ["import re\nre.compile('x')", "from urllib.parse import quote", "model.eval()", "'pickle'", "import picklers"],
)
def test_a_name_alike_is_not_refused(source):
    assert not find_refused(source)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("import subprocess\nsubprocess.run('x', shell=True)", [2]),
        ("run('x', shell=flag)", [1]),
        ("run(['x'], shell=False)", []),
        ("yaml.load(x, Loader=yaml.Loader)", [1]),
        ("yaml.load(x, Loader=yaml.BaseLoader)", []),
        ("yaml.load(x)", [1]),
    ],
)
def test_every_shell_is_seen(source, lines):
    assert find_shells(source) == lines
