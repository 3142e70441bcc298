"""The report's section on paragraphs: what was measured, or that nothing was."""

import pytest

from baselines.corpus import load_corpus
from baselines.report.document import REPORT, read_analysis, write_report
from baselines.report.transfer import write_transfer
from baselines.transfer.tables import RESULT
from mepp5.errors import CorpusError
from mepp5.files import dump_json, write_files
from mepp5.paths import ROOT
from mepp5.scoring.results import dump_result

HASH = f"sha256:{64 * '0'}"
EACH = {"precision": 0.5, "recall": 1.0, "f1": 0.667, "support": 3, "interval": [0.5, 0.75]}
NONE = {"precision": 0.0, "recall": 0.0, "f1": 0.0, "support": 0, "interval": None}
KAPPA = {"value": 0.812, "low": 0.7, "high": 0.9, "undefined": 0}


def score(micro: float, macro: float) -> dict:
    intervals = {"micro_f1": [micro - 0.1, micro + 0.1], "macro_f1": [macro - 0.1, macro + 0.1]}
    each = {"data_security": EACH, "do_not_track": NONE}
    return {"answers": 9, "micro_f1": micro, "macro_f1": macro, "intervals": intervals, "per_category": each}


def measure(data: str = HASH) -> dict:
    """Return made-up figures, as the file has them."""
    model = {"name": "logreg", "track": "closed", "trained_on": "MEPP-5", "way": "paragraph", "empty": 0}
    return {
        "data": data,
        "version": "0.0.1",
        "code": HASH,
        "libraries": {"python": "3"},
        "seeds": {"models": 0},
        "invented": HASH,
        "opp115": HASH,
        "bootstrap": {"draws": 2000, "seed": 0, "level": 0.95, "unit": "policy"},
        "policies": 3,
        "folds": 3,
        "paragraphs": 11,
        "without_majority": 2,
        "clauses": 15,
        "asked_as_a_whole": 1,
        "left_out": {"Other": 2},
        "people": {
            "majority": score(0.9, 0.8),
            "pairs": score(0.85, 0.75),
            "kappa": {
                "all": KAPPA,
                "per_category": {"data_security": KAPPA, "do_not_track": KAPPA | {"value": None}},
            },
        },
        "models": [{**model, "majority": score(0.6, 0.5), "pairs": score(0.65, 0.55)}],
    }


def test_models_and_people_are_shown_with_their_intervals():
    block = write_transfer(measure())
    assert "11 paragraphs, of which 2 have no category by majority" in block
    cells = "0.600 [0.500 0.700] | 0.500 [0.400 0.600] | 0.650 [0.550 0.750] | 0.550 [0.450 0.650] |"
    assert f"| `logreg` | MEPP-5 | closed | paragraph | {cells}" in block
    assert "| one person | – | – | paragraph | 0.900 [0.800 1.000] |" in block


def test_categories_that_nobody_gives_have_no_score():
    block = write_transfer(measure())
    assert "| data_security | 3 | 0.812 | 0.667 | 0.667 |" in block.replace("`", "")
    assert "| do_not_track | 0 | – | – | – |" in block.replace("`", "")


def test_what_has_not_been_measured_is_said():
    assert write_transfer(None).endswith(f"has not been measured (`{RESULT}` is missing).")


@pytest.fixture(scope="module")
def corpus():
    return load_corpus()


def test_the_report_reads_the_file(tmp_path, corpus):
    for name in ("data/stats.json", "baselines/report.json"):
        write_files(tmp_path, {name: (ROOT / name).read_bytes()})
    analysis = read_analysis(tmp_path)
    assert f"(`{RESULT}` is missing)" in write_report(analysis, corpus, tmp_path)[REPORT].decode()
    measured = measure(f"sha256:{corpus.sha256}")
    write_files(tmp_path, {RESULT: dump_result(measured)})
    assert write_transfer(measured) in write_report(analysis, corpus, tmp_path)[REPORT].decode()
    for damaged, message in ((measure(), "made from other data"), (measured | {"policies": "3"}, "policies: ")):
        write_files(tmp_path, {RESULT: dump_json(damaged)})
        with pytest.raises(CorpusError, match=message):
            write_report(analysis, corpus, tmp_path)
