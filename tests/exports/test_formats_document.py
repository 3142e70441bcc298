"""docs/formats.md says what the code does."""

from mepp5.exports.catalogue import ASPECTS, FORMATS
from mepp5.exports.document import PATH, generate
from tests.fixture_corpus import REPOSITORY


def test_the_document_is_as_generated():
    assert (REPOSITORY / PATH).read_bytes() == generate(REPOSITORY)[PATH], "run python -m mepp5.exports.document"


def test_every_format_says_something_of_every_aspect():
    for name, format in FORMATS.items():
        assert tuple(format.keeps) == ASPECTS, name


def test_every_format_has_a_section():
    document = (REPOSITORY / PATH).read_text()
    assert [name for name in FORMATS if f"\n### {name}\n" not in document] == []
