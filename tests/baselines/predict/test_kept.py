"""Models kept in the user's cache: read again as they were, and never where they are not what they should be."""

import hashlib
import pickle
from pathlib import Path

import pytest
import skops.io

from baselines.command import main
from baselines.predict.kept import TRUSTED, load_models, locate
from baselines.slots.gazetteer import Gazetteer
from tests.baselines.predict.fixture_policies import TEXT, write
from tests.release.fixture_release import make_release


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return make_release(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def label(root, tmp_path):
    """Return what labels a policy with the open models: (rows as printed, lines told)."""
    from click.testing import CliRunner

    path = write(tmp_path / "policy.txt", TEXT)

    def run(*words: str) -> tuple[str, list[str]]:
        result = CliRunner().invoke(main, ["--root", str(root), "predict", str(path), *words])
        assert result.exit_code == 0, result.stderr
        return result.stdout, result.stderr.splitlines()

    return run


def test_the_second_time_they_are_read_and_say_the_same(label, monkeypatch):
    first = label()
    assert first[1] == []
    monkeypatch.setattr("baselines.predict.kept._fit", None)  # to fit again would be an error
    assert label() == first


@pytest.mark.parametrize("model", ["logreg", "keyword", "section-blend", "nb"])
def test_other_models_are_kept_too(root, model, monkeypatch):
    fitted = load_models(model, None, root)
    monkeypatch.setattr("baselines.predict.kept._fit", None)
    assert load_models(model, None, root).categories == fitted.categories


def test_a_tagger_that_is_a_function_is_fitted_each_time_and_says_so(label):
    for _ in range(2):
        assert "not kept" in label("--slots", "tagger")[1][0]


def test_a_gazetteer_is_kept_as_it_was(label, monkeypatch):
    first = label("--slots", "gazetteer")
    monkeypatch.setattr("baselines.predict.kept._fit", None)
    assert label("--slots", "gazetteer") == first
    gazetteer = Gazetteer({"right": {("to", "erase"), ("-",)}, "place": set()})
    again = pickle.loads(pickle.dumps(gazetteer))
    assert (again.phrases, again.index) == (gazetteer.phrases, gazetteer.index)


def _break(change):
    def damage(path: Path) -> None:
        head, body = path.read_bytes().split(b"\n", 1)
        path.write_bytes(change(*head.decode().split(" "), body))

    return damage


def _dump(made: str, whole: str, body: bytes) -> bytes:
    return f"{made} {whole}\n".encode() + body


DAMAGES = {
    "a byte": (_break(lambda of, whole, body: _dump(of, whole, body[:-9] + b"?" + body[-8:])), "were changed"),
    "of other code": (_break(lambda of, whole, body: _dump("0" * 64, whole, body)), "of other data, code"),
    "cut short": (lambda path: path.write_bytes(path.read_bytes()[:50]), "cannot be read"),
    "empty": (lambda path: path.write_bytes(b""), "cannot be read"),
    "a pickle": (lambda path: path.write_bytes(pickle.dumps({"made": 1})), "cannot be read"),
}


@pytest.mark.parametrize("kind", DAMAGES)
def test_what_is_not_as_it_was_kept_is_fitted_anew_with_a_line(label, kind):
    damage, message = DAMAGES[kind]
    rows, _ = label()
    damage(locate("stack+", "chain+"))
    again, told = label()
    assert again == rows
    assert len(told) == 1
    assert message in told[0]
    assert label() == (rows, [])  # it was kept anew


def test_a_type_that_is_not_trusted_is_never_made(label):
    """Even where the file's own hash is right."""
    rows, _ = label()
    path = locate("stack+", "chain+")
    made = path.read_bytes().split(b" ", 1)[0].decode()
    body = skops.io.dumps({"categories": Stranger()})
    path.write_bytes(_dump(made, hashlib.sha256(body).hexdigest(), body))
    Stranger.made = 0
    assert label() == (rows, [f"{path}: the kept models cannot be read (UntrustedTypesFoundException); fitting anew."])
    assert Stranger.made == 0
    assert not any("Stranger" in name for name in TRUSTED)


@pytest.mark.parametrize("state", [{"a": 1}, ["categories"], 1, {}])
def test_what_is_kept_in_another_form_is_fitted_anew(label, state):
    """Even where both hashes are right."""
    rows, _ = label()
    path = locate("stack+", "chain+")
    made = path.read_bytes().split(b" ", 1)[0].decode()
    body = skops.io.dumps(state)
    path.write_bytes(_dump(made, hashlib.sha256(body).hexdigest(), body))
    assert label() == (rows, [f"{path}: the kept models are of another form; fitting anew."])


class Stranger:
    """What somebody else's file might name."""

    made = 0

    def __setstate__(self, state: object) -> None:
        Stranger.made += 1


def test_where_nothing_can_be_kept_a_line_says_so(label, cache):
    cache.write_text("a file in the place of the folder")
    rows, told = label()
    assert rows
    assert "not kept" in told[0]
