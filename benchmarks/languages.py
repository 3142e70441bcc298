"""How well and how fast text that is not English is recognised: `python -m benchmarks.languages`, `--write` to keep it.

The passages are those of tests/extraction/passages.toml. Two libraries are asked, one of them at two accuracies, about
the whole text and about its words in small letters, which leave names and addresses out; beside them stands
recognize_language, which adds English particles and a doubt to one of the two. A passage is called foreign if a
library is certain of another language by CONFIDENCE. Each candidate runs in a process of its own, for its memory.
"""

import json
import resource
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from importlib.util import find_spec

import click
from rich.console import Console
from rich.table import Table

from baselines.corpus import ROOT
from benchmarks.machine import RESULTS, describe_machine
from mepp5.command import Command
from mepp5.extraction.language import CONFIDENCE, ENGLISH, count_words, recognize_language, split_words
from mepp5.files import Object, dump_json, read_bytes, sha256, write_files
from mepp5.system.processes import end_with_parent

PASSAGES = ROOT / "tests/extraction/passages.toml"
DISTRIBUTIONS = {"py3langid": "py3langid", "lingua": "lingua-language-detector"}
RUNS = 3
PARTS = {"tuned": False, "held": True}
LENGTHS = {"to 15 words": (0, 16), "16 to 50": (16, 51), "over 50": (51, 1_000_000)}
Classify = Callable[[str], tuple[str, float]]


@click.command(cls=Command)
@click.option("--write", is_flag=True, help=f"Write {RESULTS}/languages.json.")
@click.option("--measure", "candidate", hidden=True)
def main(write: bool, candidate: str | None) -> None:
    """Measure each candidate in a process of its own and print the table; with --write keep the result too."""
    if candidate and candidate not in CANDIDATES:
        raise click.UsageError(f"no candidate {candidate!r}; there are: {', '.join(CANDIDATES)}.")
    if candidate:
        click.echo(json.dumps(measure(candidate)))
        return
    rows = []
    for name, (module, _) in CANDIDATES.items():
        if find_spec(module):
            command = [sys.executable, "-m", "benchmarks.languages", "--measure", name]
            rows += json.loads(
                subprocess.run(
                    command, cwd=ROOT, check=True, capture_output=True, text=True, preexec_fn=end_with_parent
                ).stdout
            )
        else:
            Console().print(f"{name} is left out: no {module} here; pip install {DISTRIBUTIONS[module]} to compare it.")
    print_rows(rows)
    if write:
        result = {**describe_machine(sha256(read_bytes(PASSAGES))), "confidence": CONFIDENCE, "candidates": rows}
        write_files(ROOT, {f"{RESULTS}/languages.json": dump_json(result)})


def load_langid() -> Classify:
    """Return py3langid's answer to a text: code and chance, of 140 languages."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    classify: Classify = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True).classify
    return classify


def load_lingua(is_exact: bool) -> Classify:
    """Return lingua's answer to a text: code and chance, of its 75 languages; "" for one without letters."""
    from lingua import LanguageDetectorBuilder

    builder = LanguageDetectorBuilder.from_all_languages()
    detector = (builder if is_exact else builder.with_low_accuracy_mode()).build()

    def classify(text: str) -> tuple[str, float]:
        best = detector.compute_language_confidence_values(text)[0]
        return best.language.iso_code_639_1.name.lower(), best.value

    return classify


def load_own() -> Classify:
    """Return recognize_language's answer, which is certain or none."""
    return lambda text: (recognize_language(text), 1.0)


CANDIDATES: dict[str, tuple[str, Callable[[], Classify]]] = {
    "recognize_language": ("py3langid", load_own),
    "py3langid": ("py3langid", load_langid),
    "lingua": ("lingua", lambda: load_lingua(True)),
    "lingua, low accuracy": ("lingua", lambda: load_lingua(False)),
}


def measure(name: str) -> list[Object]:
    """Return the figures of the candidate, one row for each way of preparing a text, times of this very process."""
    passages = tomllib.loads(PASSAGES.read_text(encoding="utf-8"))["passages"]
    before = read_peak()
    start = time.perf_counter()
    classify = CANDIDATES[name][1]()
    classify("Lorsque vous créez un compte, nous vous demandons un nom et une adresse.")
    cost = {"startup_seconds": round(time.perf_counter() - start, 2)}
    ways: dict[str, Callable[[str], str]] = {"whole text": str}
    if name != "recognize_language":
        ways["small letters"] = lambda text: " ".join(word for word in split_words(text) if not word[0].isupper())
    rows = [{"candidate": name, "text": way, **try_passages(classify, ways[way], passages)} for way in ways]
    return [
        {**row, **cost, "peak_mebibytes": round(read_peak()), "of_them_own": round(read_peak() - before)}
        for row in rows
    ]


def try_passages(classify: Classify, prepare: Callable[[str], str], passages: list[Object]) -> Object:
    """Return how many passages are told right, English or not, by length, the false alarms and the time of each."""
    texts = [prepare(passage["text"]) for passage in passages]
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        answers = [classify(text) for text in texts]
        seconds.append(time.perf_counter() - start)
    foreign = [code not in ("", ENGLISH) and chance >= CONFIDENCE for code, chance in answers]
    found = [(*pair, count_words(pair[0]["text"].split())) for pair in zip(passages, foreign, strict=True)]
    right: Object = {}
    for part, is_held in PARTS.items():
        for length, (least, end) in LENGTHS.items():
            some = [pair for pair in found if pair[0]["held"] == is_held and least <= pair[2] < end]
            good = sum(is_foreign == (passage["language"] != ENGLISH) for passage, is_foreign, _ in some)
            right[f"{part}, {length}"] = [good, len(some)]
    english = [(passage["held"], is_foreign) for passage, is_foreign, _ in found if passage["language"] == ENGLISH]
    alarms = {part: sum(flag for held, flag in english if held == is_held) for part, is_held in PARTS.items()}
    return {"right": right, "false_alarms": alarms, "ms_per_passage": round(min(seconds) * 1000 / len(texts), 3)}


def read_peak() -> float:
    """Return the most memory that this process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def print_rows(rows: list[Object]) -> None:
    """Print a row for each candidate and way: right answers of all, false alarms, milliseconds, seconds and MiB."""
    columns = list(rows[0]["right"]) if rows else []
    table = Table("candidate", "asked about", *columns, "false alarms\ntuned + held", "ms", "start s", "peak MiB (own)")
    for row in rows:
        right = (f"{good}/{total}" for good, total in row["right"].values())
        alarms = f"{row['false_alarms']['tuned']} + {row['false_alarms']['held']}"
        memory = f"{row['peak_mebibytes']} ({row['of_them_own']})"
        cost = (f"{row['ms_per_passage']:.2f}", f"{row['startup_seconds']:.2f}", memory)
        table.add_row(row["candidate"], row["text"], *right, alarms, *cost)
    Console().print(table)


if __name__ == "__main__":
    main()
