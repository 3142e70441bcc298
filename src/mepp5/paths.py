"""Where the corpus lies: the clone's root, or the copy that a wheel carries."""

from pathlib import Path

PACKAGED = Path(__file__).parent / "_files"
CLONE = Path(__file__).parents[2]

# A wheel carries corpus/, annotations/ and data/ under mepp5/_files; in a clone they stand at its root.
ROOT = PACKAGED if PACKAGED.is_dir() else CLONE
