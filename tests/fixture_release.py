"""The tiny corpus with its release and card, as load_dataset and the scorer read it.

root = make_release(tmp_path)
"""

from pathlib import Path

from fixture_corpus import make_corpus

from mepp5 import agreement, card, release
from mepp5.files import write_files


def make_release(directory: Path) -> Path:
    """Write the tiny corpus, its agreement, data/ and a README.md that is its front matter alone; return the root."""
    root = make_corpus(directory)
    write_files(root, agreement.generate(root))
    data = release.generate(root)
    write_files(root, {**data, "README.md": card.draw_front_matter(data, root).encode()})
    return root
