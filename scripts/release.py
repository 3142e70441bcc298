"""The gate before a release: what must hold is checked, step by step; only then is anything made."""

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from publish import collect_files
from release_candidate import Candidate
from release_history import run_git
from release_steps import STEPS, find_reasons

from mepp5.command import Command
from mepp5.errors import CorpusError
from mepp5.files import write_files
from mepp5.paths import ROOT

DIST = "dist"
VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){2}")


@click.command(cls=Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("version")
@click.option(
    "--dry-run/--write",
    default=True,
    show_default=True,
    help="Check alone; or then put wheel, source archive and the Hub's folder into dist/ and make the tag.",
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT,
    help="The clone that is released, if not this one.",
)
def main(version: str, dry_run: bool, root: Path) -> None:
    """Say whether VERSION may be released, and if not, why. Nothing is uploaded or pushed.

    Example: python scripts/release.py 1.0.0
    """
    version = version.removeprefix("v")
    if not VERSION.fullmatch(version):
        raise click.BadParameter(f"{version!r} is no version such as 1.0.0.", param_hint="VERSION")
    root = root.resolve()
    with TemporaryDirectory() as scratch:
        candidate = Candidate(root, version, Path(scratch) / "built")
        refused = [step for step in STEPS if _report(step, candidate)]
        if refused:
            raise CorpusError(f"{version} is not released ({', '.join(refused)}); mend what is said above.")
        if dry_run:
            click.echo(f"{version} may be released; nothing was written, --write does it.", err=True)
            return
        make_release(candidate)


def make_release(candidate: Candidate) -> None:
    """Put archives and the Hub's folder into dist/, which must hold none of that version, and make the tag.

    Raises CorpusError where they are there already, or cannot be written.
    """
    hub = f"{DIST}/mepp5-{candidate.version}-hub"
    archives = {f"{DIST}/{path.name}": path.read_bytes() for path in candidate.built.iterdir() if path.is_file()}
    contents = archives | {f"{hub}/{name}": content for name, content in collect_files(candidate.root).items()}
    if held := [name for name in (*archives, hub) if (candidate.root / name).exists()]:
        raise CorpusError(f"{held[0]}: is there already; take it away.")
    write_files(candidate.root, contents)
    tag = f"v{candidate.version}"
    try:
        run_git(candidate.root, "tag", "--annotate", tag, "--message", f"MEPP-5 {candidate.version}")
    except CorpusError:
        shutil.rmtree(candidate.root / hub)
        for name in archives:
            (candidate.root / name).unlink()
        raise
    for name in (*archives, hub):
        click.echo(name)
    click.echo(f"git push origin {tag}", err=True)


def _report(step: str, candidate: Candidate) -> bool:
    """Print how the step ended; return whether it refused."""
    reasons = find_reasons(step, candidate)
    if not reasons:
        click.echo(f"ok       {step}")
    for reason in reasons:
        click.echo(f"refused  {step}: {reason}")
    return bool(reasons)


if __name__ == "__main__":
    main()
