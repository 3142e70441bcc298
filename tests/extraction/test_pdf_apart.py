"""PDFs that end the native library, or take all memory: only the process that reads them is lost."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from mepp5.errors import CorpusError
from mepp5.extraction import pdf
from mepp5.extraction.pdf import apart
from mepp5.extraction.pdf.apart import read_pdf_apart
from mepp5.extraction.reader import read_document

TEXT = b"BT /F1 12 Tf 50 700 Td (We collect your name.) Tj ET"


def make_pdf(contents: bytes, forms: str = "", *more: bytes) -> bytes:
    """Return a PDF of one page with these contents; `more` are its objects from 6 on."""
    resources = f"<</XObject<<{forms}>>/Font<</F1 4 0 R>>>>".encode()
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources" + resources + b">>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, font]
    objects += [make_stream(contents), *more]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return out + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))


def make_stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), extra, content)


FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
FORM_IN_ITSELF = make_pdf(b"/X Do " + TEXT, "/X 6 0 R", make_stream(b"/X Do /X Do", FORM))


def test_a_sound_file_is_read_alike() -> None:
    content = make_pdf(TEXT)
    lines, notes = read_pdf_apart(content)
    assert [line.text for line in lines] == ["We collect your name."]
    assert (lines, notes) == pdf.read_pdf(content)


@pytest.mark.skipif(os.name != "posix", reason="no other system bounds a process's memory by itself")
def test_a_form_in_itself_ends_its_process_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(apart, "MOST_MEMORY", 512 * 2**20)
    (tmp_path / "form.pdf").write_bytes(FORM_IN_ITSELF)
    with pytest.raises(CorpusError, match=r"form\.pdf: it is no PDF that can be read \(reading it takes more than 512"):
        read_document(tmp_path / "form.pdf")


def test_what_is_wrong_with_a_file_is_told_as_before() -> None:
    with pytest.raises(CorpusError, match="its structure is damaged"):
        read_pdf_apart(b"%PDF-1.4 and nothing else")


def test_a_file_that_takes_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MOST_SECONDS", 0.001)
    with pytest.raises(CorpusError, match="takes more than"):
        read_pdf_apart(make_pdf(TEXT))


def test_the_folder_of_the_user_has_no_module_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('a stranger in the house')")
    (tmp_path / "mepp5").mkdir()
    monkeypatch.chdir(tmp_path)
    assert read_pdf_apart(make_pdf(TEXT))[0]


def test_a_killed_process_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    killed = subprocess.CompletedProcess([], -signal.SIGKILL, b"", None)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: killed)
    with pytest.raises(CorpusError, match="or ends the reader"):
        read_pdf_apart(make_pdf(TEXT))


def test_a_missing_library_is_told_as_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(apart, "find_spec", lambda name: None)
    (tmp_path / "a.pdf").write_bytes(make_pdf(TEXT))
    with pytest.raises(CorpusError, match="pypdfium2 is not installed"):
        read_document(tmp_path / "a.pdf")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.html")
    with pytest.raises(CorpusError, match=r"page\.html: cannot be read \(it is no common file"):
        read_document(tmp_path / "page.html")
