"""Documents that parsers dislike: none ends in a traceback, none loses its text without a word."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baselines.predict.documents import list_documents, read_document
from baselines.predict.labeller import BATCH, BATCH_LENGTH, LONGEST, divide_batches, label_file
from baselines.predict.markup import read_html, read_markdown
from baselines.predict.outline import Clause, find_overlong
from mepp5.errors import CorpusError

PIECES = ["<p>", "</p>", "<div>", "</div>", "<br>", "<ul><li>", "</li></ul>", "<table><tr><td>", "</td></tr></table>"]
PIECES += [
    "<script>",
    "</script>",
    "<!-- c -->",
    "<?pi x?>",
    "<nav>",
    "</nav>",
    "<b>",
    "</b>",
    "<h2>",
    "</h2>",
    "<main>",
]
PIECES += [
    "We share it. ",
    "data",
    "\f",
    "\v",
    "\x01",
    "\ufffe",
    "&#11;",
    "&#x0;",
    "&#99999999;",
    "&nbsp;",
    "&",
    "<",
    ">",
]
PIECES += [
    "\n",
    "\n\n",
    "# ",
    "* ",
    "1. ",
    "| a | b |\n|--|--|\n",
    "```\n",
    "> ",
    "[x](y)",
    "<https://a.b>",
    "\\",
    "</body>",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_mixture_of_marks_is_read(pieces):
    for read in (read_html, read_markdown):
        assert isinstance(read("".join(pieces)), str)


@pytest.mark.parametrize(
    "sign", ["\f", "\v", "\x01", "\x1f", "\ufffe", "&#11;", "&#x1;", "&#0000000011;", f"&#{'9' * 5000};"]
)
def test_what_xml_forbids_is_a_space(sign):
    page = f"<p>We collect data.{sign}<script>x</script> And more.</p>"
    assert read_html(page).split() == ["We", "collect", "data.", "And", "more."]


def test_comments_in_markdown_are_no_text():
    assert read_markdown("</div>\n<!-- end header -->\n\nWe share data.").split() == ["We", "share", "data."]


def test_a_line_break_as_a_tag_ends_the_line():
    assert read_markdown("Email<br>Phone<br/>and <b>post</b>").split("\n") == ["Email", "Phone", "and post"]


def test_nothing_is_lost_behind_deep_nesting():
    page = "<p>First.</p>" + 260 * "<div>" + "<p>Inner.</p>" + 260 * "</div>" + "<p>Last.</p>"
    assert read_html(page).split() == ["First.", "Inner.", "Last."]


def test_what_is_nested_too_deeply_is_one_sentence(tmp_path):
    path = tmp_path / "deep.html"
    path.write_text("<html><body>" + 50_000 * "<div>" + "We share data.")
    with pytest.raises(CorpusError, match="nested too deeply"):
        read_document(path)


def test_latin_1_is_read_as_browsers_do(tmp_path):
    path = tmp_path / "old.html"
    path.write_bytes(b'<html><meta charset="iso-8859-1"><p>We\x92ll share \x96 caf\xe9.</p>')
    assert "We’ll share – café." in read_document(path).text


def test_an_unknown_character_set_is_one_sentence(tmp_path):
    path = tmp_path / "odd.html"
    path.write_bytes(b"<html><meta charset=undefined><p>caf\xe9.</p>")
    with pytest.raises(CorpusError, match="save the policy as UTF-8 text"):
        read_document(path)


def test_a_file_name_need_not_be_utf_8(tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text("We share data.")
    assert read_document(path).name.encode("utf-8").endswith("caf\ufffd.txt".encode())


def test_a_pipe_in_a_directory_is_left_alone(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "policy.txt").write_text("We share data.")
    assert [path.name for path in list_documents([tmp_path])] == ["policy.txt"]


def test_a_sentence_without_end_is_refused_before_the_first_clause(tmp_path):
    path = tmp_path / "endless.txt"
    path.write_text("We share data.\n" + "word " * (LONGEST // 5 + 1))
    with pytest.raises(CorpusError, match=r"a sentence of more than 50,000 characters \(at 15\)"):
        label_file(path, None)
    assert find_overlong("We share data. " * LONGEST, LONGEST) == -1


def test_batches_are_bounded_by_clauses_and_by_length():
    def clause(length: int) -> Clause:
        return Clause(1, "sentence", (), "", 0, length, "x" * length)

    assert [len(batch) for batch in divide_batches([clause(1)] * (BATCH + 1))] == [BATCH, 1]
    long = BATCH_LENGTH // 2
    assert [len(batch) for batch in divide_batches([clause(long), clause(long), clause(1)])] == [2, 1]
    assert [len(batch) for batch in divide_batches([clause(BATCH_LENGTH + 1), clause(1)])] == [1, 1]
