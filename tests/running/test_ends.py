"""How runs end: what nobody foresaw is told as the program's fault, in one sentence; no message has a password."""

import click
import pytest
from click.testing import CliRunner, Result

from mepp5.command import Command, CommandGroup
from mepp5.errors import CorpusError
from mepp5.running.ends import DEBUG, OWN_FAULT
from mepp5.running.streams import strip_secrets


def run(error: BaseException, monkeypatch: pytest.MonkeyPatch, debug: str = "") -> Result:
    """Return what a command did that raises the error, inside a group."""
    monkeypatch.setenv(DEBUG, debug)

    @click.group(cls=CommandGroup)
    def group() -> None:
        pass

    @group.command()
    def fail() -> None:
        raise error

    return CliRunner().invoke(group, ["fail"])


@pytest.mark.parametrize(
    "error",
    [RuntimeError("at http://me:secret@host/x\nline"), RecursionError("deep"), KeyError("x"), OSError(5, "bad")],
)
def test_an_own_fault_is_one_sentence(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(error, monkeypatch)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {OWN_FAULT} ({type(error).__name__}: ")
    assert result.stderr.count("\n") == 1
    assert f"{DEBUG}=1" in result.stderr
    assert "secret" not in result.stderr


def test_an_own_fault_comes_out_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(run(RuntimeError("x"), monkeypatch, "1").exception, RuntimeError)


def test_other_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(KeyboardInterrupt(), monkeypatch).exit_code == 130
    memory = run(MemoryError(), monkeypatch)
    assert (memory.exit_code, "not enough memory" in memory.stderr) == (1, True)
    path = run(PermissionError(13, "Permission denied", "some/file"), monkeypatch)
    assert path.stderr == (
        "Error: some/file: cannot be used (Permission denied); check the path, its permissions and the disk.\n"
    )
    assert run(CorpusError("http://me:secret@host: no."), monkeypatch).stderr == "Error: http://…@host: no.\n"


def test_a_library_that_is_not_there_is_told_with_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    said = run(ModuleNotFoundError("no", name="webencodings"), monkeypatch).stderr
    assert said.startswith('Error: webencodings is not installed here; `pip install "mepp5[')
    said = run(ModuleNotFoundError("no", name="sklearn.svm"), monkeypatch).stderr
    assert said.startswith("Error: scikit-learn is not installed here; `pip install ")
    assert OWN_FAULT in run(ModuleNotFoundError("no", name="mepp5.nothing"), monkeypatch).stderr


def test_usage_has_no_password() -> None:
    @click.command(cls=Command)
    def nothing() -> None:
        pass

    result = CliRunner().invoke(nothing, ["https://me:p@ss@host:1/x"])
    assert result.exit_code == 2
    assert result.stderr.endswith("(https://…@host:1/x)\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("http://me:secret@host:80/x", "http://…@host:80/x"),
        ("http://me:se/cr@et@host, and http://other/x", "http://…@host, and http://other/x"),
        ("http:/me@host", "http:/…@host"),
        ("me@host", "me@host"),
        ("http://host/x", "http://host/x"),
    ],
)
def test_passwords_are_stripped(text: str, said: str) -> None:
    assert strip_secrets(text) == said
