"""A pull that is killed at any moment: every export is there in whole or not at all, and the next pull completes."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mepp5.contents import DRAFT
from tests.fixture_corpus import make_corpus
from tests.scripts.fixture_label_studio import ENVIRONMENT, SCRIPT, Running, copy, succeed

pytestmark = pytest.mark.label_studio
ROUNDS = 6
FOLDER = "annotations/exports"


def test_a_killed_pull_leaves_whole_exports(server: Running, tmp_path: Path, title: str) -> None:
    root, draw = make_corpus(tmp_path), random.Random(3)
    new = list_exports(root)
    succeed(server, root, "push", "--project", title, "--exports")
    begun = time.monotonic()
    succeed(server, copy(root, tmp_path / "timed"), "pull", "--project", title)
    span, killed = time.monotonic() - begun, 0
    for number in range(ROUNDS):
        work = copy(root, tmp_path / f"work-{number}")
        words = [sys.executable, SCRIPT, "--root", work, "pull", "--project", title]
        words += ["--url", server.url, "--token-file", server.data / "token"]
        process = subprocess.Popen(words, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if number % 2:
            time.sleep(draw.random() * span)
        else:
            while not list((work / FOLDER).glob("*")) and process.poll() is None:
                pass
        process.kill()
        killed += process.wait() != 0
        found = {path: content for path, content in list_exports(work).items() if not DRAFT.fullmatch(path)}
        assert found.items() <= new.items()
        succeed(server, work, "pull", "--project", title)
        assert list_exports(work) == new
    assert killed


def list_exports(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / FOLDER).glob("*")}
