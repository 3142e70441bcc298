"""The commit of an earlier release and its rows, out of the history of a clone."""

import subprocess
import tomllib
from pathlib import Path

import click

from mepp5.command import Command
from mepp5.errors import CorpusError
from mepp5.files import Object
from mepp5.past.loading import KEPT
from mepp5.past.releases import Release, find_release, read_releases
from mepp5.past.version_rule import Tables
from mepp5.paths import ROOT
from mepp5.reading.forms import Fault, parse_json, split_lines
from mepp5.release.loading import SUMS
from mepp5.release.rows import hash_config

PROJECT = "pyproject.toml"


@click.command(cls=Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("version")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT,
    help="The clone that is asked, if not this one.",
)
def main(version: str, root: Path) -> None:
    """Print the tag of the release VERSION, or its commit where the clone has no tag.

    Example: python scripts/release_history.py 0.2.0
    """
    click.echo(find_commit(find_release(version, read_releases(root)), root))


def run_git(root: Path, *words: str) -> bytes:
    """Return what git prints; raise CorpusError with its last line where it fails, or is not there."""
    try:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True, check=False)
    except OSError as error:
        raise CorpusError(f"git cannot be run ({error.strerror}); install it.") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["no reason given"]
        raise CorpusError(f"git {words[0]} failed ({said[0]}); release from a clone with its whole history.")
    return done.stdout


def list_tags(root: Path) -> list[str]:
    """Return the tags of the clone."""
    return run_git(root, "tag", "--list").decode().split()


def find_commit(release: Release, root: Path) -> str:
    """Return the release's tag, else the newest commit that states its version and whose rows hash to its record.

    Raises CorpusError where the tag is of other rows than the record, or no commit has them.
    """
    tag = f"v{release.version}"
    if tag in list_tags(root):
        if not _has_rows(tag, release, root):
            raise CorpusError(f"the tag {tag} is of other rows than annotations/releases.toml records; move neither.")
        return tag
    # The last of them has everything that the release was made of, so also the commits of its reasons are asked for.
    commits = run_git(root, "log", "--format=%H", "--", SUMS, PROJECT, "annotations").decode().split()
    stating = (commit for commit in commits if _read_version(commit, root) == release.version)
    found = next((commit for commit in stating if _has_rows(commit, release, root)), None)
    if found is None:
        raise CorpusError(f"neither a tag {tag} nor a commit of {release.version} is in this clone; fetch them.")
    return found


def read_tables(commit: str, root: Path) -> Tables:
    """Return {config: {split: rows}} of data/ as the commit has it; raise CorpusError where rows cannot be read."""
    tables: dict[str, dict[str, list[Object]]] = {}
    names = run_git(root, "ls-tree", "-r", "-z", "--name-only", commit, "data").decode().split("\0")
    for name in names:
        folder, _, file = name.removeprefix("data/").partition("/")
        if file.endswith(".jsonl"):
            lines = split_lines(run_git(root, "show", f"{commit}:{name}").decode("utf-8", "replace"))
            try:
                tables.setdefault(folder, {})[file.removesuffix(".jsonl")] = [
                    parse_json(line, Object) for line in lines
                ]
            except Fault as fault:
                raise CorpusError(f"{commit}:{name}: {fault}; compare with another release.") from fault
    return tables


def _read_version(commit: str, root: Path) -> str | None:
    """Return the version that the commit's pyproject.toml states, None where it states none."""
    content = run_git(root, "show", f"{commit}:{PROJECT}") if run_git(root, "ls-tree", commit, PROJECT) else b""
    try:
        project = tomllib.loads(content.decode("utf-8", "replace")).get("project")
    except (ValueError, RecursionError):
        return None
    stated = project.get("version") if isinstance(project, dict) else None
    return stated if isinstance(stated, str) and stated else None


def _has_rows(commit: str, release: Release, root: Path) -> bool:
    """Return whether the commit's rows, by its hashes of them, are those recorded of the release."""
    listed = run_git(root, "ls-tree", "--name-only", commit, SUMS)
    sums = run_git(root, "show", f"{commit}:{SUMS}") if listed else b""
    return all(hash_config(config, sums) == release.rows.get(config) for config in KEPT)


if __name__ == "__main__":
    main()
