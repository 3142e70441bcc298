"""The command: two files of any kind in, the view of mepp5 diff out, marked as predicted."""

import json

import pytest
from click.testing import CliRunner

from baselines.command import main

OLD = """# Privacy notice of Bramble

Effective March 3, 2021.

## What we keep

We keep your account data for 30 days after you close the account. We share postal addresses with Orchid Couriers so
that parcels arrive.

## Your rights

You may ask us at any time which of your photographs we hold. You can write to privacy@bramble.example.
"""
NEW = OLD.replace("30 days", "90 days").replace("March 3, 2021", "June 9, 2023") + "\nWe do not sell your data.\n"
FRENCH = (
    "La vie privée de nos clients est importante pour nous. " * 3
    + (
        "Nous recueillons des données personnelles quand vous utilisez nos services, et nous les partageons avec nos "
        "partenaires commerciaux en Europe. Vous pouvez demander à tout moment la suppression de ces données. "
    )
    * 4
)
RECIPE = "Fold the egg whites into the batter. Bake it for an hour at a moderate heat. Serve it with cream and pears."


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("compare")
    names = {"old.md": OLD, "new.md": NEW, "french.txt": FRENCH, "recipe.txt": RECIPE, "empty.txt": ""}
    for name, text in names.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "new.html").write_text(f"<html><body><h1>x</h1><p>{NEW}</p></body></html>", encoding="utf-8")
    return folder


def compare(*words):
    return CliRunner().invoke(main, ["compare", *map(str, words)])


def test_what_changed_is_shown_and_marked_as_predicted(files):
    found = compare(files / "old.md", files / "new.md")
    assert found.exit_code == 0
    for words in (
        "predicted",
        "[-30-]{+90+}",
        "[-March 3, 2021-]{+June 9, 2023+}",
        "We do not sell your data.",
        "scores:",
    ):
        assert words in found.output


def test_json_has_scores_and_says_that_it_is_predicted(files):
    found = json.loads(compare(files / "old.md", files / "new.md", "--json", "--all").stdout)
    assert found["predicted"] is True
    assert all(entry["scores"] for entry in found["entries"])


def test_equal_documents(files):
    found = compare(files / "old.md", files / "old.md")
    assert (found.exit_code, "Nothing changed." in found.output) == (0, True)


def test_a_page_of_html(files, tmp_path):
    assert (
        compare(files / "old.md", files / "new.html", "--format", "html", "-o", tmp_path / "page.html").exit_code == 0
    )
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "predicted" in page


def test_documents_that_share_nothing(files):
    found = compare(files / "old.md", files / "recipe.txt")
    assert found.exit_code == 0
    assert "No clause of old.md states what a clause of recipe.txt does." in found.output


@pytest.mark.parametrize(
    ("name", "words"), [("french.txt", "french.txt: "), ("empty.txt", "empty"), ("missing.txt", "cannot be read")]
)
def test_what_cannot_be_compared(files, name, words):
    found = compare(files / "old.md", files / name)
    assert found.exit_code == 1
    assert words in found.output
    assert "Traceback" not in found.output


def test_an_unknown_category_is_wrong_usage(files):
    found = compare(files / "old.md", files / "new.md", "--category", "nonsense")
    assert found.exit_code == 2
    assert "data_retention" in found.output


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("name", ["same.md", "./sub/../same.md", "link.md", "hard.md"])
def test_an_input_is_not_overwritten(files, tmp_path, place, name):
    content = (files / "old.md").read_bytes()
    (tmp_path / "sub").mkdir()
    (tmp_path / "same.md").write_bytes(content)
    (tmp_path / "link.md").symlink_to("same.md")
    (tmp_path / "hard.md").hardlink_to(tmp_path / "same.md")
    words = [files / "new.md", files / "new.md"]
    words[place] = tmp_path / "same.md"
    found = compare(*words, "-o", f"{tmp_path}/{name}")
    assert (found.exit_code, found.stdout) == (2, "")
    assert f"{name.lstrip('./')} is what is read; name another output." in found.stderr
    assert (tmp_path / "same.md").read_bytes() == content
