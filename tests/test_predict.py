"""Labelling policies outside the corpus: how files are read, what becomes of them, and what goes wrong."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from fixture_release import make_release

from baselines.__main__ import main
from baselines.catalogue import CATALOGUE, find_recommended
from baselines.corpus import load_corpus
from baselines.documents import LARGEST, list_documents, read_document, unwrap_lines
from baselines.outline import iterate_clauses
from baselines.predict import BATCH, Labeller
from baselines.registry import BASELINES
from mepp5.clauses import Unit, read_units
from mepp5.drafting import draft_units
from mepp5.errors import CorpusError
from mepp5.files import sha256
from mepp5.manifest import read_manifest
from mepp5.paths import ROOT
from mepp5.score import TASKS
from mepp5.taxonomy import read_taxonomy
from mepp5.text import read_text_of

sys.path.insert(0, str(ROOT / "scripts"))
from label_studio_predictions import read_predictions

POLICIES = [policy.id for policy in read_manifest()]
MODEL = ("--model", "logreg", "--slots", "none")
KEYS = ["file", "position", "kind", "section", "start", "end", "text", "labels", "scores", "slots"]
TEXT = "# Policy\nWe keep data.\n## Sharing\nWe share it with:\n• partners;\n• the police. They may ask.\n"
PAGE = """<!doctype html><html><head><title>T</title><script>var a = "We sell everything.";</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/shop">Shop</a></li></ul></nav>
<h1>Privacy Policy</h1><p>We care about <b>your</b> data&nbsp;and keep it safe.<br>It is yours.</p>
<h2>What we collect</h2><p>We may collect, for example:</p>
<ul><li>your name and <a href="/x">e-mail address</a>;</li><li>your location.</li></ul>
<script>document.write("We sell it all to anybody.")</script><style>p { color: red }</style>
<table><tr><th>Category</th><th>Collected</th></tr><tr><td>Identifiers</td><td>Yes</td></tr></table>
<h2>Contact</h2><p>Write to privacy@example.org.</p></body></html>"""


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return make_release(tmp_path_factory.mktemp("predict"))


def invoke(root: Path, *words: str | Path):
    return CliRunner().invoke(main, ["--root", str(root), "predict", *map(str, words)])


def write(path: Path, content: str | bytes = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def outline(path: Path) -> list[tuple[str, tuple[str, ...], str]]:
    return [(clause.kind, clause.section, clause.text) for clause in iterate_clauses(read_document(path).text)]


# From a file to clauses


def test_drafts_know_marks_and_what_is_no_heading():
    text = "## Your data\n|| Kind | Kept\n|---|---|\n| Name | Yes |\n#019, 9th Floor, for letters.\n"
    text += "We collect data. We keep it."
    drafts = [(draft.kind, draft.depth, text[draft.start : draft.end]) for draft in draft_units(text)]
    assert drafts == [
        ("heading", 2, "Your data"),
        ("heading", 9, "Kind | Kept"),
        ("table_row", 0, "Name | Yes"),
        ("sentence", 0, "#019, 9th Floor, for letters."),
        ("sentence", 0, "We collect data."),
        ("sentence", 0, "We keep it."),
    ]


def test_clauses_have_section_and_context():
    clauses = list(iterate_clauses(TEXT))
    assert [(clause.position, clause.section, clause.context, clause.text) for clause in clauses] == [
        (2, (), "", "We keep data."),
        (4, ("Sharing",), "", "We share it with:"),
        (5, ("Sharing",), "We share it with:", "partners;"),
        (6, ("Sharing",), "We share it with:", "the police."),
        (7, ("Sharing",), "We share it with:", "They may ask."),
    ]
    assert all(TEXT[clause.start : clause.end] == clause.text for clause in clauses)


@pytest.mark.parametrize("name", ["page.html", "page.txt"])
def test_a_page_keeps_headings_items_and_rows_and_no_scripts(tmp_path, name):
    data = ("What we collect",)
    assert outline(write(tmp_path / name, PAGE)) == [
        ("sentence", (), "We care about your data and keep it safe."),
        ("sentence", (), "It is yours."),
        ("sentence", data, "We may collect, for example:"),
        ("list_item", data, "your name and e-mail address;"),
        ("list_item", data, "your location."),
        ("table_row", (*data, "Category | Collected"), "Identifiers | Yes"),
        ("sentence", ("Contact",), "Write to privacy@example.org."),
    ]


@pytest.mark.parametrize("policy", POLICIES)
def test_a_page_made_of_a_policy_loses_none_of_its_clauses(tmp_path, policy):
    units = [unit for unit in read_units(policy) if unit.kind != "chrome"]
    body = "\n".join(f"<{tag}>{unit.text}</{tag}>" for unit in units for tag in [tag_of(unit)])
    text = read_document(write(tmp_path / "page.html", f"<!doctype html><html><body>{body}</body></html>")).text
    words = " ".join(text.split())
    assert [unit.text for unit in units if " ".join(unit.text.split()) not in words] == []


def tag_of(unit: Unit) -> str:
    return {"heading": "h2", "list_item": "li"}.get(unit.kind, "p")


def test_markdown_is_read_as_markdown(tmp_path):
    text = "Policy\n======\n\nWe *may* keep [your data](http://x)\nfor a year.\n\n1. Your name<br>\n2. Your `id`\n\n"
    text += "<div>Inside a block we say this.</div>\n<script>var a;</script>\n\n| A | B |\n|---|---|\n| c | d |\n"
    assert outline(write(tmp_path / "policy.md", text)) == [
        ("sentence", (), "We may keep your data for a year."),
        ("list_item", (), "Your name"),
        ("list_item", (), "Your id"),
        ("sentence", (), "Inside a block we say this."),
        ("table_row", ("A | B",), "c | d"),
    ]


def test_lines_wrapped_by_hand_are_joined_and_offsets_stay():
    wrapped = "We keep your data as long as\nthe law asks for it, and not\nany longer.\n• It is then deleted.\n"
    joined = unwrap_lines(wrapped)
    assert joined == wrapped.replace("as\n", "as ").replace("not\n", "not ")
    long = "x" * 60 + " " + "y" * 60 + "\nnext"
    assert unwrap_lines(long) == long


@pytest.mark.parametrize("policy", POLICIES)
def test_a_policy_of_long_lines_is_not_joined(policy):
    assert unwrap_lines(read_text_of(policy)) == read_text_of(policy)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize(("name", "content"), [("a.txt", "“We keep it.”\r\nAlways.\r\n"), ("a.html", PAGE)])
def test_encodings_with_a_mark_are_decoded(tmp_path, encoding, name, content):
    plain = read_document(write(tmp_path / "plain" / name, content)).text
    assert read_document(write(tmp_path / name, content.encode(encoding))).text == plain
    assert "\r" not in plain


def test_a_declared_character_set_is_used(tmp_path):
    page = b'<html><head><meta charset="windows-1252"></head><body><p>We\x92ll keep your data for a year.</p></body>'
    assert read_document(write(tmp_path / "a.html", page)).text == "We’ll keep your data for a year."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\t\n", "the file is empty"),
        (bytes(range(256)) * 9, "neither UTF-8 nor UTF-16 with a byte order mark"),
        (b"PK\x03\x04\0\0text", "neither UTF-8 nor UTF-16 with a byte order mark"),
        ("We keep it.".encode("utf-16-le"), "neither UTF-8 nor UTF-16 with a byte order mark"),
        (b"<html><body><script>We sell it.</script></body></html>", "no text in it"),
        (b"Privacy Policy\n", "no sentence in it"),
    ],
)
def test_what_is_no_policy_is_told(root, tmp_path, content, message):
    result = invoke(root, write(tmp_path / "policy", content), *MODEL)
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert str(tmp_path / "policy") in result.stderr


def test_a_file_that_is_too_large_is_told(tmp_path):
    path = tmp_path / "huge.txt"
    with open(path, "wb") as file:
        file.write(b"We keep it.")
        file.truncate(LARGEST + 1)  # sparse: nothing is written
    with pytest.raises(CorpusError, match="larger than 64 MiB"):
        read_document(path)


def test_directories_are_searched_for_documents(tmp_path):
    names = ["b.txt", "a/z.HTML", "a/y.md", "c.pdf", ".hidden.txt", ".git/d.txt"]
    for name in names:
        write(tmp_path / name)
    assert list_documents([tmp_path]) == [tmp_path / name for name in ("b.txt", "a/y.md", "a/z.HTML")]
    with pytest.raises(CorpusError, match=r"no file in it is called \*\.txt"):
        list_documents([tmp_path / ".git" / "..", tmp_path.joinpath("empty").mkdir() or tmp_path / "empty"])


# From clauses to labels


def test_one_line_for_each_clause(root, tmp_path):
    path = write(tmp_path / "policy.txt", TEXT)
    result = invoke(root, path, *MODEL)
    assert result.exit_code == 0, result.stderr
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    text = read_document(path).text
    assert [list(row) for row in rows] == [KEYS] * 5
    for row in rows:
        assert row["text"] == text[row["start"] : row["end"]]
        above = [category for category, score in row["scores"].items() if score > 0]
        assert row["labels"] == (above or [max(row["scores"], key=row["scores"].get)])
        assert row["slots"] == []
    assert invoke(root, path, *MODEL).stdout == result.stdout


def test_slots_quote_the_clause(root, tmp_path):
    result = invoke(root, write(tmp_path / "policy.txt"), "--model", "logreg")
    assert result.exit_code == 0, result.stderr
    for row in map(json.loads, result.stdout.splitlines()):
        for slot in row["slots"]:
            assert slot["text"] == row["text"][slot["start"] : slot["end"]]
            assert slot["slot"] in read_taxonomy().slot_ids


def test_one_bad_file_does_not_stop_the_rest(root, tmp_path):
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt", b"")
    write(tmp_path / "c.txt")
    result = invoke(root, tmp_path, tmp_path / "missing", *MODEL)
    assert result.exit_code == 1
    files = {json.loads(line)["file"] for line in result.stdout.splitlines()}
    assert files == {str(tmp_path / "a.txt"), str(tmp_path / "c.txt")}
    told = result.stderr[result.stderr.index("2 could not be labelled:") :]
    assert str(tmp_path / "missing") in told
    assert f"{tmp_path / 'b.txt'}: the file is empty" in told


def test_tables_show_what_stands_in_brackets_and_no_escapes(root, tmp_path):
    path = write(tmp_path / "policy.txt", "We keep [red]it[/red] for \x1b[31myears.\n")
    result = invoke(root, path, "--format", "table", *MODEL)
    assert result.exit_code == 0, result.stderr
    assert "[red]it[/red]" in result.stdout
    assert "\x1b" not in result.stdout


def test_tasks_are_as_push_takes_them(root, tmp_path):
    write(tmp_path / "a.txt")
    write(tmp_path / "b.html", PAGE)
    result = invoke(root, tmp_path, "--format", "label-studio", "--model", "logreg")
    assert result.exit_code == 0, result.stderr
    tasks = read_predictions([write(tmp_path / "tasks.json", result.stdout)], read_taxonomy())
    assert [task["data"]["section"] for task in tasks] == ["", "Sharing", "", "What we collect", "Contact"]
    for task in tasks:
        data = task["data"]
        text = read_document(Path(data["policy"])).text
        assert data["text"] == text[data["start"] :][: len(data["text"])]
        assert data["sha256"] == sha256(data["text"].encode())


def test_tasks_of_nothing_are_an_empty_list(root, tmp_path):
    result = invoke(root, write(tmp_path / "a.txt", b""), "--format", "label-studio", *MODEL)
    assert (result.exit_code, result.stdout) == (1, "[]\n")


def test_batches_change_nothing_and_are_taken_as_they_come(root):
    """A document is labelled while it is read: no more than a batch is asked for before the first row."""
    labeller = Labeller(load_corpus(root), BASELINES["logreg"])
    clauses = list(iterate_clauses("\n".join(f"We keep number {number} for you." for number in range(2 * BATCH + 1))))
    asked = []

    def watch():
        for clause in clauses:
            asked.append(clause)
            yield clause

    rows = labeller.label("file", watch())
    first = next(rows)
    assert len(asked) == BATCH
    rest = list(rows)
    assert len(rest) == 2 * BATCH
    alone = [next(labeller.label("file", [clause])) for clause in (clauses[0], clauses[-1])]
    assert [first, rest[-1]] == alone


@pytest.mark.parametrize("task", TASKS)
def test_one_baseline_of_a_task_is_recommended(task):
    assert find_recommended(task) in CATALOGUE
    assert CATALOGUE[find_recommended(task)].task == task
