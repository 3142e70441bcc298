"""The commands of docs/add-a-policy.md, in its order, and what runs them as they stand there."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from mepp5.paths import ROOT

DOCUMENT = ROOT / "docs/add-a-policy.md"
SCRIPT = ".venv-label-studio/bin/python scripts/label_studio.py"
# Up to the labels, and from the labels on; between the two somebody corrects in the browser.
OWN = (
    "mepp5 draft ~/nimbus.html",
    'mepp5 new nimbus-2024 ~/nimbus.html --root ~/own --publisher "Nimbus Ltd" --date 2024-03-01',
    "mepp5 --root ~/own decide nimbus-2024",
    "mepp5 --root ~/own decide nimbus-2024 all",
    "python -m baselines predict --policy nimbus-2024 --corpus ~/own --format label-studio > ~/tasks.json",
)
SERVE = (
    f"{SCRIPT} serve --data ~/label-studio",
    "export LABEL_STUDIO_URL=http://127.0.0.1:8080",
    "export LABEL_STUDIO_API_KEY=$(cat ~/label-studio/token)",
)
PUSH_OWN = (f"{SCRIPT} --root ~/own push --project own --predictions ~/tasks.json",)
OWN_LABELLED = (
    f"{SCRIPT} --root ~/own pull --project own",
    "mepp5 --root ~/own build",
    "mepp5 --root ~/own check",
    "python -m baselines predict --policy nimbus-2024 --corpus ~/own > ~/predictions.jsonl",
    "mepp5 --root ~/own score --track open ~/predictions.jsonl",
)
SIX = (
    "mkdir ~/six",
    "cp -r corpus annotations invented data README.md DATASHEET.md CHANGELOG.md ~/six",
    "sed 's/^version = .*/version = \"0.10.0\"/' pyproject.toml > ~/six/pyproject.toml",
    "mepp5 new nimbus-2024 ~/nimbus.html --root ~/six --annotator admin@mepp5.example.org --date 2024-03-01",
    "mepp5 --root ~/six decide nimbus-2024 all",
    "python -m baselines predict --policy nimbus-2024 --corpus ~/six --format label-studio > ~/tasks.json",
    f"{SCRIPT} --root ~/six push --project six --predictions ~/tasks.json",
)
SIX_LABELLED = (
    f"{SCRIPT} --root ~/six pull --project six --policy nimbus-2024",
    "mepp5 --root ~/six build",
    "mepp5 --root ~/six check",
    "python -m baselines --root ~/six run logreg --predictions ~/samples",
    "mepp5 --root ~/six score ~/samples/logreg.leave-one-policy-out.jsonl",
    "mepp5 --root ~/six build",
)
COMMANDS = (*OWN, *SERVE, *PUSH_OWN, *OWN_LABELLED, *SIX, *SIX_LABELLED)


def read_commands() -> tuple[str, ...]:
    """Return the lines of the document's shell blocks, in order."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", DOCUMENT.read_text(encoding="utf-8"), re.M | re.S)
    return tuple(line for block in blocks for line in block.splitlines())


def find_python() -> Path | None:
    """Return the Python of `make setup` below the repository's root, None where it was not run."""
    path = ROOT / ".venv/bin/python"
    return path if path.exists() else None


class Walk:
    """Somebody at a shell in the clone, with a home of their own."""

    def __init__(self, home: Path, cache: Path, python: Path, **server: str):
        self.home, self.python = home, python
        self.environment = {
            **os.environ,
            "HOME": str(home),
            "XDG_CACHE_HOME": str(cache),
            "PATH": f"{self._make_commands()}:{os.environ['PATH']}",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            **server,
        }

    def _make_commands(self) -> Path:
        """Make `mepp5` and `python` those of `make setup` with the code of this clone, wherever they were installed."""
        folder = self.home / "bin"
        folder.mkdir(parents=True)
        mepp5 = "-c \"from mepp5.cli import main; main(prog_name='mepp5')\""
        for name, words in (("mepp5", mepp5), ("python", "")):
            path = folder / name
            path.write_text(f'#!/bin/sh\nexec {shlex.quote(str(self.python))} {words} "$@"\n')
            path.chmod(0o755)
        return folder

    def run(self, command: str) -> str:
        """Return what a command printed; it is run as it stands, with the Python that has Label Studio for its own."""
        line = command.replace(SCRIPT.split()[0], shlex.quote(sys.executable))
        done = subprocess.run(
            line, shell=True, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    def run_all(self, commands: tuple[str, ...]) -> list[str]:
        return [self.run(command) for command in commands]
