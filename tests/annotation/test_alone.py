"""A policy that one annotator labels alone: the others owe it nothing, and its labels are the reference."""

import pytest

from mepp5.annotation.annotators import read_annotators
from mepp5.errors import CorpusError
from tests.fixture_corpus import ANNOTATORS

ALONE = """
[[annotator]]
id = "rain"
email = "rain@nimbus.example"
protocol = "protocols/person.md"
scope = "adjudication"
kind = "person"
policies = ["nimbus"]
"""


def read(root, text: str):
    (root / "annotations").mkdir(exist_ok=True)
    (root / "annotations/annotators.toml").write_text(text)
    return read_annotators(root)


def list_owing(annotators, policy: str) -> list[str]:
    return [member.id for member in annotators.members if annotators.must_complete(member, policy)]


def test_only_those_who_name_a_policy_owe_it(tmp_path):
    text = ANNOTATORS.replace('"some"', '"adjudication"').replace('reference = "reader"', 'reference = "reference"')
    annotators = read(tmp_path, text + ALONE)
    assert list_owing(annotators, "alpha-2020") == ["reader", "second"]
    assert list_owing(annotators, "nimbus") == ["rain"]
    assert annotators.find("rain").layer == annotators.find("second").layer == "reference"


def test_two_who_would_write_one_layer_of_a_policy_are_refused(tmp_path):
    twice = ALONE.replace('"rain"', '"snow"').replace("rain@", "snow@")
    text = ANNOTATORS + ALONE
    assert len(read(tmp_path, text + twice.replace('["nimbus"]', '["cirrus"]')).members) == 4
    with pytest.raises(CorpusError, match="two annotators have the same layer 'reference'; make them differ"):
        read(tmp_path, text + twice)
