"""The tiny corpus with its release and card, as load_dataset and the scorer read it.

root = make_release(tmp_path)
"""

from pathlib import Path

from mepp5.agreement import measurement as agreement
from mepp5.documents import front_matter
from mepp5.files import write_files
from mepp5.release import rows as release
from tests.fixture_corpus import make_corpus


def make_release(directory: Path) -> Path:
    """Write the tiny corpus, its agreement, data/ and a README.md that is its front matter alone; return the root."""
    root = make_corpus(directory)
    write_files(root, agreement.generate(root))
    data = release.generate(root)
    write_files(root, {**data, "README.md": front_matter.draw_front_matter(data, root).encode()})
    return root
