"""Which files of a directory are documents, and which a browser has only saved beside a page."""

import os
import socket
from pathlib import Path

import pytest

from mepp5.errors import CorpusError
from mepp5.extraction.files import list_documents

# As Windows' shell and the browsers name the folder that belongs to a page.
ENDINGS = ["_files", ".files", "-Dateien", "_Dateien", "_fichiers", "_archivos", "_file", "_bestanden", "_arquivos"]
ENDINGS += ["_ficheiros", "_pliki", "_soubory", "_tiedostot", "-filer", "_dosyalar", "_elemei", "_datoteke", "_failid"]


def write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("We keep letters.")


def list_names(root: Path) -> tuple[list[str], list[str]]:
    """Return the paths of the documents under a directory, from there, and the notes."""
    found, notes = list_documents([root])
    return [path.relative_to(root).as_posix() for path in found], notes


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_folder_of_a_saved_page_is_left_out_with_one_note(tmp_path: Path, ending: str) -> None:
    write(tmp_path, "seeds.html", *(f"seeds{ending}/frame{number}.html" for number in range(30)))
    names, notes = list_names(tmp_path)
    assert names == ["seeds.html"]
    assert len(notes) == 1
    assert f"seeds{ending}" in notes[0]
    assert "left out" in notes[0]


@pytest.mark.parametrize("page", ["seeds.html", "seeds.htm", "seeds.xhtml", "seeds.HTML", "Seeds.html"])
def test_the_page_may_have_any_ending_of_pages(tmp_path: Path, page: str) -> None:
    write(tmp_path, page, "seeds_files/ad.html")
    names, notes = list_names(tmp_path)
    assert names == [page]
    assert len(notes) == 1


@pytest.mark.parametrize(
    "stem", ["Seeds - Privacy Policy", "v1.2 seeds", "seeds_files", "données", "a&b (1)", "Privacy.Policy", "種"]
)
def test_the_page_may_have_any_name(tmp_path: Path, stem: str) -> None:
    write(tmp_path, f"{stem}.html", f"{stem}_files/ad.html", f"{stem}_files/deep/er/ad.htm")
    names, notes = list_names(tmp_path)
    assert names == [f"{stem}.html"]
    assert len(notes) == 1


def test_saved_pages_are_left_out_at_every_depth(tmp_path: Path) -> None:
    write(tmp_path, "2024/seeds.html", "2024/seeds_files/ad.html", "2025/bulbs.htm", "2025/bulbs_files/ad.html")
    names, notes = list_names(tmp_path)
    assert names == ["2024/seeds.html", "2025/bulbs.htm"]
    assert len(notes) == 2


@pytest.mark.parametrize(
    ("page", "folder"),
    [
        ("other.html", "seeds_files"),
        ("seeds.md", "seeds_files"),
        ("seeds.txt", "seeds_files"),
        ("seeds.html", "seeds"),
        ("seeds.html", "seeds_old"),
        ("seeds.html", "files"),
        ("seeds.html", "my_seeds_files"),
        ("seeds.html", "_files"),
        ("sub/seeds.html", "seeds_files"),
    ],
)
def test_a_folder_without_a_page_of_its_name_is_read(tmp_path: Path, page: str, folder: str) -> None:
    write(tmp_path, page, f"{folder}/bulbs.html")
    names, notes = list_names(tmp_path)
    assert sorted(names) == sorted([page, f"{folder}/bulbs.html"])
    assert notes == []


def test_a_folder_that_is_named_itself_is_read(tmp_path: Path) -> None:
    write(tmp_path, "seeds.html", "seeds_files/ad.html")
    assert list_names(tmp_path / "seeds_files") == (["ad.html"], [])
    found, _ = list_documents([tmp_path / "seeds_files" / "ad.html"])
    assert found == [tmp_path / "seeds_files" / "ad.html"]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "seeds.txt", ".draft.txt", "._seeds.html", ".git/notes.md", "sub/.cache/page.html", "sub/bulbs.md")
    assert list_names(tmp_path) == (["seeds.txt", "sub/bulbs.md"], [])


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    write(tmp_path, ".draft.txt")
    assert list_documents([tmp_path / ".draft.txt"]) == ([tmp_path / ".draft.txt"], [])


def test_documents_are_known_by_their_ending(tmp_path: Path) -> None:
    kept = ["a.txt", "b.TEXT", "c.md", "d.Markdown", "e.html", "f.HTM", "g.xhtml", "h.pdf", "i.DOCX"]
    write(tmp_path, *kept, "j.json", "k", "l.css", "m.html.bak", "n.doc", "txt", "o.svg")
    assert list_names(tmp_path) == (kept, [])


def test_a_named_file_may_have_any_ending(tmp_path: Path) -> None:
    write(tmp_path, "policy.json", "policy")
    paths = [tmp_path / "policy", tmp_path / "policy.json"]
    assert list_documents(paths) == (paths, [])


@pytest.mark.parametrize("names", [[], ["a.json"], [".hidden.html"], ["sub/.git/a.md", "sub/b.css"]])
def test_a_directory_without_documents_is_an_error(tmp_path: Path, names: list[str]) -> None:
    write(tmp_path, *names)
    with pytest.raises(CorpusError, match=r"\.html"):
        list_documents([tmp_path])


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such file"):
        list_documents([tmp_path / "seeds.html"])


def test_pipes_sockets_and_dangling_links_of_a_directory_are_left_out(tmp_path: Path, monkeypatch) -> None:
    write(tmp_path, "seeds.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.html").symlink_to(tmp_path / "nowhere.html")
    (tmp_path / "folder.html").mkdir()
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.md")
        assert list_names(tmp_path) == (["seeds.txt"], [])


def test_a_directory_of_pipes_alone_is_an_error(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(CorpusError):
        list_documents([tmp_path])


def test_a_pipe_that_is_named_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert list_documents([tmp_path / "pipe"]) == ([tmp_path / "pipe"], [])


def test_a_link_to_a_directory_above_ends(tmp_path: Path) -> None:
    write(tmp_path, "sub/seeds.txt")
    (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
    assert list_names(tmp_path) == (["sub/seeds.txt"], [])


def test_a_linked_file_is_a_document(tmp_path: Path) -> None:
    write(tmp_path, "elsewhere/seeds.data")
    (tmp_path / "seeds.txt").symlink_to(tmp_path / "elsewhere" / "seeds.data")
    assert list_names(tmp_path) == (["seeds.txt"], [])


@pytest.mark.parametrize("is_there", [False, True])
def test_standard_input_stays_what_it_is(tmp_path: Path, monkeypatch, is_there: bool) -> None:
    monkeypatch.chdir(tmp_path)
    if is_there:
        write(tmp_path, "-")
    assert list_documents([Path("-")]) == ([Path("-")], [])


def test_a_file_that_is_named_twice_is_listed_once(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.txt")
    found, _ = list_documents([tmp_path / "b.txt", tmp_path, Path("-"), tmp_path / "a.txt", Path("-")])
    assert found == [tmp_path / "b.txt", tmp_path / "a.txt", Path("-")]


def test_files_are_listed_in_order(tmp_path: Path) -> None:
    write(tmp_path, "c.txt", "a.txt", "b/z.txt", "b/y.txt", "a/x.txt")
    assert list_names(tmp_path)[0] == ["a.txt", "c.txt", "a/x.txt", "b/y.txt", "b/z.txt"]


def test_no_path_is_no_document() -> None:
    assert list_documents([]) == ([], [])
