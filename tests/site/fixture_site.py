"""A tiny release with a pair, in which a policy has a sentence that looks like a script.

root = make_hostile(tmp_path); SCRIPT is the sentence, of the policy "beta".
"""

from pathlib import Path

import pytest

from mepp5.files import dump_jsonl, read_text, sha256, write_files
from tests import fixture_corpus
from tests.diff.fixture_comparison import PAIRS, make_rows
from tests.release.fixture_release import make_release

SCRIPT = "<script>document.title = 'broken'</script> is what <b>we</b> keep."
CHANGES = "changes/alpha_2020__gamma_2022.jsonl"


def make_hostile(directory: Path) -> Path:
    """Write the release and return its root."""
    split, lineage, units = fixture_corpus.POLICIES["beta"]
    more = [*units, ("sentence", 0, None, SCRIPT, "data_retention")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(fixture_corpus.POLICIES, "beta", (split, lineage, more))
        root = make_release(directory, pairs=False)
    content = dump_jsonl(make_rows())
    sums = read_text(root / "data/SHA256SUMS") + f"{sha256(content)}  {CHANGES}\n"
    pair = PAIRS.split("\n\n")[0] + "\n"
    added = {"annotations/changes/pairs.toml": pair, f"data/{CHANGES}": content.decode(), "data/SHA256SUMS": sums}
    write_files(root, {name: text.encode() for name, text in added.items()})
    return root
