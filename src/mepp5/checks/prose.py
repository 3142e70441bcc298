"""The check of numbers in prose: docs/numbers.toml against what the documents say and the data have.

A corpus without that list has nothing to check here.
"""

from collections import Counter
from pathlib import Path

from mepp5.checks.findings import Check, Found
from mepp5.documents.number_list import NUMBERS, read_numbers
from mepp5.documents.numbers import list_documents, list_numbers
from mepp5.paths import is_clone


def _find_prose(root: Path) -> Found:
    """Every number in a document's prose is what the data have, or as it is listed in docs/numbers.toml."""
    if not (root / NUMBERS).is_file():
        if is_clone(root) and (root / "docs").is_dir():
            yield NUMBERS, "it is missing"
        return
    listed = read_numbers(root)
    documents = list_documents(root)
    for path in sorted(listed.keys() - set(documents)):
        yield f"{NUMBERS}: {path}", "there is no such document"
    for path in documents:
        expected = Counter(listed.get(path, {}))
        for said in list_numbers(path, root):
            if expected[said.write()]:
                expected[said.write()] -= 1
            else:
                yield f"{path}: line {said.line}: {said.write()}", "this number is not counted, and not listed so"
        for missing in sorted(expected.elements()):
            yield f"{NUMBERS}: {path}: {missing}", "the document does not say so, or says another number"


CHECKS = (
    Check(
        "prose",
        "Mend the number, or run python scripts/list_numbers.py and read what it lists anew.",
        _find_prose,
    ),
)
