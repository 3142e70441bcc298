"""The tiny corpus with its release and card, as load_dataset and the scorer read it.

root = make_release(tmp_path)
"""

from pathlib import Path

from mepp5.agreement import changes as change_agreement
from mepp5.agreement import measurement as agreement
from mepp5.changes import interface
from mepp5.documents import front_matter
from mepp5.files import Object, dump_json, write_files
from mepp5.metadata import schemas
from mepp5.reading.forms import read_json
from mepp5.release import rows as release
from mepp5.scoring.change_results import CHANGE_RESULTS, hash_changes
from tests.fixture_corpus import REPOSITORY, make_corpus


def make_release(directory: Path, pairs: bool = True) -> Path:
    """Write the tiny corpus, its agreement, data/ and a README.md that is its front matter alone; return the root."""
    root = make_corpus(directory, pairs)
    write_files(root, interface.generate(root))
    rebuild(root)
    return root


def rebuild(root: Path) -> None:
    """Make anew what is made of the exports: agreement, data/ with its schemas, and README.md."""
    write_files(root, {**agreement.generate(root), **change_agreement.generate(root)})
    data = release.generate(root)
    write_files(root, {**data, "README.md": front_matter.draw_front_matter(data, root).encode()})
    write_files(root, schemas.generate(root))


def take_over_scores(root: Path, **changes: object) -> None:
    """Write our scores of the task "changes" as those of root's links, the outermost keys changed by `changes`."""
    ours = read_json(REPOSITORY / CHANGE_RESULTS, Object)
    write_files(root, {CHANGE_RESULTS: dump_json(ours | {"changes": hash_changes(root)} | changes)})
