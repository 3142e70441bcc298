"""Load a published folder as a stranger: the standard library and `datasets`, nothing of mepp5, no network, no cache.

Example: python -I scripts/published_load.py FOLDER CACHE    # prints {"config/split": [rows, SHA-256 of the rows]}
"""

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

# Every file whose hash is told, and what the paths in it are relative to.
SUMS = ("data/SHA256SUMS", "data/schema/SHA256SUMS")


def digest_rows(rows: Iterable[dict[str, Any]]) -> str:
    """Return the SHA-256 of the rows as JSON lines, keys in order, dates as YYYY-MM-DD."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update((json.dumps(row, ensure_ascii=False, sort_keys=True, default=str) + "\n").encode())
    return digest.hexdigest()


def check_files(folder: Path) -> None:
    """Compare every file with its hash in SHA256SUMS and in croissant.json; raise ValueError where one differs."""
    told = []
    for sums in SUMS:
        for line in (folder / sums).read_text(encoding="utf-8").splitlines():
            digest, _, name = line.partition("  ")
            told.append((sums, (folder / sums).parent / name, digest))
    described = json.loads((folder / "croissant.json").read_text(encoding="utf-8"))
    told += [("croissant.json", folder / file["contentUrl"], file["sha256"]) for file in described["distribution"]]
    for source, path, digest in told:
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise ValueError(f"{path.relative_to(folder)} is not what {source} says")


def load_all(folder: Path, cache: Path) -> dict[str, tuple[int, str]]:
    """Return {"config/split": (number of rows, SHA-256 of them)} of every config that the card names."""
    # Read by the library when it is imported, so that nothing of this machine's user is found or asked for.
    os.environ |= {"HF_HOME": str(cache), "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}
    import datasets

    datasets.disable_progress_bars()
    loaded = {}
    for config in datasets.get_dataset_config_names(str(folder)):
        for split, rows in datasets.load_dataset(str(folder), config).items():
            loaded[f"{config}/{split}"] = (rows.num_rows, digest_rows(rows.to_list()))
    return loaded


def main(words: Sequence[str] | None = None) -> None:
    """Load the folder and print what is in it; end in one line where it cannot be loaded, whoever raises what."""
    parser = argparse.ArgumentParser(description="Load a published folder as a stranger, and print its rows' hashes.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("cache", type=Path)
    told = parser.parse_args(words)
    try:
        check_files(told.folder)
        print(json.dumps(load_all(told.folder, told.cache)), flush=True)
    except Exception as error:
        sys.exit(" ".join(f"{type(error).__name__}: {error}".split()))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
