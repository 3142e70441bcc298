"""Make the folder that goes to the Hub, load it as a stranger would, and print the command that uploads it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from published_load import digest_rows

from mepp5.command import Command
from mepp5.contents import find_strays
from mepp5.errors import CorpusError
from mepp5.files import decode_text, read_bytes, sha256, write_files
from mepp5.metadata.croissant import CROISSANT
from mepp5.metadata.schemas import FOLDER, SCHEMA_SUMS
from mepp5.outputs import OutFolder
from mepp5.paths import ROOT, join_below
from mepp5.release.features import list_splits
from mepp5.release.loading import SUMS, load, read_sums
from mepp5.system.drafts import is_draft, is_left, remove_left

# Everything that is published besides what the two SHA256SUMS of data/ list. What is not named here stays at home.
DOCUMENTS = ("README.md", "DATASHEET.md", "LICENSE", "LICENSE-DATA", "CITATION.cff", CROISSANT)
IN_DATA = ("data/README.md", SUMS, SCHEMA_SUMS)
# What a folder may hold besides: a clone of the Hub's repository, and what it keeps of its own.
KEPT = (".git", ".gitattributes", ".cache")
STRANGER = Path(__file__).with_name("published_load.py")
LINK = re.compile(r"(?<=\]\()(?!https?://|mailto:|#)([^])#\s]++)(?=[)#])")


@click.command(cls=Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=OutFolder())
@click.option("--dry-run/--write", default=True, show_default=True, help="Print what would be in FOLDER, or write it.")
@click.option("--force", is_flag=True, help="Write over the files of an earlier release in FOLDER.")
@click.option("--repo", default="OWNER/mepp5", show_default=True, help="The dataset's id on the Hub, for the command.")
@click.option("--repository", metavar="URL", help="Where files stand that are not published; links to them lead there.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT,
    help="The corpus that is published, if not this clone's.",
)
def main(folder: Path, dry_run: bool, force: bool, repo: str, repository: str | None, root: Path) -> None:
    """Make FOLDER of the release, load it as a stranger, and print the command that uploads it. Nothing is uploaded.

    Example: python scripts/publish.py ../mepp5-hub --write
    """
    if folder.exists() and folder.samefile(root):
        raise click.UsageError(f"{folder} is the corpus that is read; name another folder.")
    contents = collect_files(root, repository)
    check_folder(folder, contents, force)
    if dry_run:
        for path, content in contents.items():
            click.echo(f"{len(content):>10,}  {path}")
        size = sum(map(len, contents.values()))
        click.echo(f"{len(contents)} files, {size:,} bytes; nothing was written, --write does it.", err=True)
    else:
        counts = try_release(contents, root)
        remove_left([Path(each) for each, _, _ in os.walk(folder)])  # of a run that was killed here
        write_files(folder, contents)
        for name, rows in counts.items():
            click.echo(f"{rows:>10,}  {name}")
        click.echo(f"{folder}: {len(contents)} files; a stranger loads these rows, the same as here.", err=True)
    if lost := find_lost_links(contents):
        click.echo(f"{len(lost)} links lead out of the folder, {lost[0]} first; --repository URL mends them.", err=True)
    click.echo(f"hf upload {repo} {folder} . --repo-type dataset")
    click.echo(f"With an older client: huggingface-cli upload {repo} {folder} . --repo-type dataset", err=True)


def collect_files(root: Path, repository: str | None = None) -> dict[str, bytes]:
    """Return {path: bytes} of what is published, and nothing else.

    Raise CorpusError where a file is missing, is not as its hash says, or stands in data/ without being of the release.
    With `repository`, links of the documents to what is not published become links below that URL.
    """
    sums = {**read_sums(root), **read_schema_sums(root)}
    for path in (*DOCUMENTS, *IN_DATA):
        if (Path(root) / path).is_symlink():
            raise CorpusError(f"{path}: a link, which may lead anywhere; put the file itself in its place.")
    if strays := list(find_strays(Path(root), "data")):
        path, kind = strays[0]
        raise CorpusError(
            f"{path}: no file of the release ({kind}), but in data/; take it away ({len(strays)} in all)."
        )
    contents = {path: read_bytes(join_below(root, path)) for path in sorted({*DOCUMENTS, *IN_DATA, *sums})}
    for path, digest in sums.items():
        if sha256(contents[path]) != digest:
            raise CorpusError(f"{path}: edited by hand (its SHA-256 is not the one listed); run mepp5 build.")
    if repository:
        mended = {path: mend_links(contents[path], contents, repository) for path in DOCUMENTS if path.endswith(".md")}
        contents |= mended
    return contents


def read_schema_sums(root: Path) -> dict[str, str]:
    """Return {path below the root: SHA-256} of the JSON Schemas."""
    lines = read_bytes(Path(root) / SCHEMA_SUMS).decode("utf-8", "replace").splitlines()
    return {f"{FOLDER}/{name}": digest for digest, _, name in (line.partition("  ") for line in lines)}


def check_folder(folder: Path, contents: Mapping[str, bytes], force: bool) -> None:
    """Raise CorpusError where the folder holds files: any without `force`, with it those that are not published.

    What a killed run left of a file that it was writing counts as nothing; links and pipes count as files.
    """
    paths = [path.relative_to(folder) for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()]
    paths = [path for path in paths if not (is_draft(path.name) and is_left(folder / path))]
    held = sorted(path.as_posix() for path in paths if path.parts[0] not in KEPT)
    if held and not force:
        raise CorpusError(f"{folder}: holds files, {held[0]} first; name an empty folder, or give --force.")
    if strays := [path for path in held if path not in contents]:
        raise CorpusError(f"{folder}: {strays[0]} is not published ({len(strays)} such files); take it away.")


def try_release(contents: Mapping[str, bytes], root: Path) -> dict[str, int]:
    """Write the files elsewhere, load them in a process that knows nothing of this project, and compare every row.

    Return {"config/split": number of rows}; raise CorpusError where the stranger fails or reads anything else.
    """
    with TemporaryDirectory() as scratch:
        folder, cache = Path(scratch) / "release", Path(scratch) / "cache"
        write_files(folder, dict(contents))
        command = [sys.executable, "-I", str(STRANGER), str(folder), str(cache)]
        result = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=False)
    if result.returncode:
        reason = result.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise CorpusError(f"the folder cannot be loaded ({reason[0]}); run mepp5 build and mepp5 check.")
    loaded = {name: (rows, digest) for name, (rows, digest) in json.loads(result.stdout).items()}
    expected = list_expected(root)
    for name, counted in expected.items():
        if loaded.pop(name, None) != counted:
            raise CorpusError(f"{name}: a stranger loads other rows than mepp5; run mepp5 build and mepp5 check.")
    if loaded:
        raise CorpusError(f"{next(iter(loaded))}: a stranger loads it, but it is not of the release; run mepp5 build.")
    return {name: rows for name, (rows, _) in expected.items()}


def list_expected(root: Path) -> dict[str, tuple[int, str]]:
    """Return {"config/split": (number of rows, SHA-256 of them)} as mepp5.load has them."""
    return {
        f"{config}/{split}": (rows.num_rows, digest_rows(rows.to_list()))
        for config in list_splits(root)
        for split, rows in load(config, root).items()
    }


def find_lost_links(contents: Mapping[str, bytes]) -> list[str]:
    """Return the targets of links of the documents that are relative and not among the files or their folders."""
    known = {*contents, *(parent.as_posix() for path in contents for parent in Path(path).parents)}
    documents = {path: content for path, content in contents.items() if path in DOCUMENTS and path.endswith(".md")}
    texts = [decode_text(Path(path), content) for path, content in documents.items()]
    return [link for text in texts for link in LINK.findall(text) if link.rstrip("/") not in known]


def mend_links(content: bytes, contents: Mapping[str, bytes], repository: str) -> bytes:
    """Return the document with its links to what is not published leading below the URL."""
    lost = set(find_lost_links({**contents, "README.md": content}))
    base, text = repository.rstrip("/"), decode_text(Path("README.md"), content)
    return LINK.sub(lambda match: f"{base}/{match[0]}" if match[0] in lost else match[0], text).encode()


if __name__ == "__main__":
    main()
