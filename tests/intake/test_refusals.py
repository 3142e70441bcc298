"""`mepp5 new` refuses whole what it cannot take in: one sentence, and nothing is written."""

import pytest

from mepp5.corpus.clauses import read_units
from mepp5.corpus.text import read_text_of
from mepp5.paths import ROOT
from mepp5.reading.fields import DEEPEST
from tests.extraction.fixture_office import make_docx
from tests.fixture_corpus import make_corpus
from tests.intake.fixture_nimbus import PAGE, TEXT, add, list_files, run, write

GERMAN = "Wir erheben Ihren Namen und das Wetter an Ihrem Ort. Wir verkaufen niemals etwas davon an andere. " * 4


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """The tiny corpus, which refusals leave as it is."""
    return make_corpus(tmp_path_factory.mktemp("refusals"))


CONTENTS = [
    (b"", "the file is empty; give a policy."),
    (b" \r\n\t", "the file is empty; give a policy."),
    (TEXT.encode() + b"\nCaf\xe9 closed.\n", "line 17, byte 386 is not UTF-8; save the file as UTF-8."),
    (
        b"We keep\0 data.",
        "it is no text in UTF-8, UTF-16 with a byte order mark or windows-1252; save it as UTF-8 text.",
    ),
    (GERMAN, "it is in German, and the rules and models are of English; give the policy in English."),
    ("Privacy Policy\n", "no sentence in it, headings at most; give the policy itself."),
    ("... --- ...", "no text in it; give the policy itself."),
    (
        TEXT.replace("rain.", "rain ☂\U0001f327."),
        "U+1F327 (CLOUD WITH RAIN) in line 11 of the text, at offset 310, after 'eather to warn you of rain ☂'"[:60],
    ),
    (TEXT.replace("rain.", "rain\ue000."), "U+E000 (without a name) in line 11 of the text, at offset"),
]


@pytest.mark.parametrize(("content", "sentence"), CONTENTS)
def test_a_content_is_refused_with_the_place(corpus, tmp_path, content, sentence):
    file = write(tmp_path / "nimbus.txt", content)
    for root in (corpus, tmp_path / "own"):
        before = list_files(root)
        done = add(root, file)
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.startswith(f"Error: {file}: {sentence}")
        assert done.stderr.count("\n") == 1
        assert list_files(root) == before
    assert not (tmp_path / "own").exists()


def test_a_character_beyond_the_browsers_count_says_what_to_do(corpus, tmp_path):
    for name, content in (("n.txt", "We love \U0001f327 rain."), ("n.html", "<p>We love &#x1f327; rain.</p>")):
        done = add(corpus, write(tmp_path / name, content))
        assert done.stderr.endswith(
            "U+1F327 (CLOUD WITH RAIN) in line 1 of the text, at offset 8, after 'We love '; browsers count it twice; "
            "replace or remove it in the file.\n"
        )


def test_a_broken_office_file_is_refused(corpus, tmp_path):
    broken = make_docx(lambda document: document.add_paragraph("We keep data."))[:200]
    before = list_files(corpus)
    done = add(corpus, write(tmp_path / "n.docx", broken))
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert list_files(corpus) == before


STATEMENTS = [
    (("--date", "1 May 2024"), "--date '1 May 2024' is no date; write it as in 2024-08-09."),
    (("--date", "2024-02-30"), "--date '2024-02-30' is no date; write it as in 2024-08-09."),
    (("--captured", "20240230"), "--captured '20240230' is no date; write it as in 2024-08-09."),
    (("--title", "a\nb"), "title: a line break or an unseen character in it; give one line."),
    (
        ("--lineage", "gamma"),
        "lineage 'gamma' is in the split 'test' (gamma-2022), and a lineage is in one; give --split test.",
    ),
    (
        ("--lineage", "GAMMA", "--split", "test"),
        "lineage 'GAMMA' is 'gamma' in gamma-2022; give --lineage as it is there.",
    ),
    (("--lineage", "Gamma"), "lineage 'Gamma' is 'gamma' in gamma-2022; give --lineage as it is there."),
    (
        ("--annotator", "rain@nimbus.example"),
        "the reference is the annotator 'reader', who is asked about every policy; leave --annotator out.",
    ),
    (("--annotator", "rain"), "--annotator 'rain' is no e-mail address; give that of the user in Label Studio."),
]


@pytest.mark.parametrize(("options", "sentence"), STATEMENTS)
def test_a_statement_is_refused(corpus, tmp_path, options, sentence):
    before = list_files(corpus)
    done = add(corpus, write(tmp_path / "nimbus.html"), *options)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", f"Error: {sentence}\n")
    assert list_files(corpus) == before


HOSTILE = [
    (("--url", "file:///etc/passwd"), "an address of the web, as in https://nimbus.example/privacy; give another."),
    (("--url", "https://u:p@nimbus.example/"), "should be an address without user and password; give another."),
    (("--date", "9999-12-31"), "should be no date to come"),
    (("--date", "2024-03-01", "--captured", "2024-02-01"), "captured 2024-02-01 is before date 2024-03-01"),
    (("--rights", ""), "should be one line of text"),
    (("--lineage", " nimbus"), "should be one line of text"),
]


@pytest.mark.parametrize(("options", "part"), HOSTILE)
def test_what_the_manifest_could_not_hold_is_refused(corpus, tmp_path, options, part):
    before = list_files(corpus)
    done = add(corpus, write(tmp_path / "nimbus.html"), *options)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert part in done.stderr
    assert list_files(corpus) == before


def test_lists_within_lists_have_no_level_that_a_reader_would_refuse(corpus, tmp_path):
    deep = "<h1>Nimbus</h1><p>We collect:</p>" + "".join(f"<ul><li>your datum {n} and more of it" for n in range(15))
    done = add(corpus, write(tmp_path / "deep.html", deep), policy="deep")
    assert done.exit_code == 0, done.stderr
    assert max(unit.level for unit in read_units("deep", corpus)) == DEEPEST


@pytest.mark.parametrize(
    "name", ["Nimbus", "nimbus 2024", "nimbus--2024", "-nimbus", "../nimbus", "nimbüs", "n" * 65, ""]
)
def test_an_id_that_is_no_name_is_refused(corpus, tmp_path, name):
    done = run("new", "--root", corpus, "--", name, write(tmp_path / "nimbus.html"))
    assert done.exit_code == 1
    assert done.stderr.startswith(
        f"Error: {name!r} is no name of a policy; use small letters, digits and single hyphens"
    )


def test_an_id_that_is_there_is_refused(corpus, tmp_path):
    before = list_files(corpus)
    done = add(corpus, write(tmp_path / "nimbus.html"), policy="beta")
    assert done.stderr == "Error: there is a policy 'beta' already; choose another name.\n"
    assert list_files(corpus) == before


def test_a_file_that_stands_where_it_would_go_is_not_overwritten(tmp_path):
    root = make_corpus(tmp_path)
    write(root / "corpus/text/nimbus-2024.txt", "mine")
    done = add(root, write(tmp_path / "nimbus.html"))
    assert "corpus/text/nimbus-2024.txt is there, though no policy 'nimbus-2024'; move it away." in done.stderr
    assert (root / "corpus/text/nimbus-2024.txt").read_text() == "mine"


def test_a_raw_file_that_some_disks_take_for_another_policys_is_refused(tmp_path):
    root = make_corpus(tmp_path)
    manifest = root / "corpus/manifest.toml"
    manifest.write_text(manifest.read_text().replace('"beta.txt"', '"Nimbus-2024.txt"'))
    (root / "corpus/raw/beta.txt").rename(root / "corpus/raw/Nimbus-2024.txt")
    before = list_files(root)
    done = add(root, write(tmp_path / "nimbus.html"))
    said = "'nimbus-2024.txt' is the raw file of two policies; give each its own."
    assert (done.exit_code, done.stderr) == (1, f"Error: {manifest}: {said}\n")
    assert list_files(root) == before


def test_a_directory_that_holds_other_files_is_no_corpus(tmp_path):
    root = tmp_path / "own"
    root.mkdir()
    write(root / "letter.txt", "Dear Sir")
    done = add(root, write(tmp_path / "nimbus.html"))
    assert (done.exit_code, list_files(root)) == (1, {"letter.txt": b"Dear Sir"})
    assert (
        "holds files, but no corpus/manifest.toml; give a corpus, or an empty directory for a new one." in done.stderr
    )


def test_a_near_duplicate_says_of_which_policy_and_how_near(corpus_copy, tmp_path):
    before = list_files(corpus_copy)
    text = read_text_of("zepp-2024", ROOT)
    whole = add(corpus_copy, write(tmp_path / "whole.txt", text), "--lineage", "huami")
    assert whole.stderr == "Error: the policy is there already: its text is that of zepp-2024 by 100.0 of 100.\n"
    part = write(tmp_path / "part.txt", text[: len(text) // 2])
    refused = add(corpus_copy, part)
    assert refused.stderr.startswith("Error: a near-duplicate of zepp-2024: ")
    assert refused.stderr.endswith("give --lineage huami --split train.\n")
    assert list_files(corpus_copy) == before
    accepted = add(corpus_copy, part, "--lineage", "huami", "--split", "train")
    assert accepted.exit_code == 0, accepted.stderr


def test_a_file_that_is_not_there_and_a_wrong_split_are_told(corpus, tmp_path):
    done = add(corpus, tmp_path / "missing.html")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert add(corpus, write(tmp_path / "n.html", PAGE), "--split", "dev").exit_code == 2
