"""No PDF breaks its reader: what cannot be read is refused in one sentence."""

import random

import pytest

from mepp5.errors import CorpusError
from mepp5.extraction.pdf import read_pdf, reader
from tests.extraction.fixture_office import Pdf, typeset
from tests.extraction.fixture_pdf import LEFT, RIGHT, make_story, texts, try_to_read


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            Pdf().draw_picture().turn_page().draw_picture().save(),
            r"no text in its 2 pages, which are pictures; run text",
        ),
        (Pdf().turn_page().save(), r"no text in its one page; give"),
        (Pdf("secret").write(50, 700, "We collect.").save(), r"locked with a password; save it without\.$"),
        (b"", r"no PDF that can be read \(the file is empty\)"),
        (b"We collect your name.", r"no PDF that can be read \(its structure is damaged\)"),
        (b"%PDF-1.7\n%%EOF", r"no PDF that can be read"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(content, message):
    with pytest.raises(CorpusError, match=message):
        read_pdf(content)


def test_too_many_pages_and_too_much_text_are_refused(monkeypatch):
    content = Pdf().write_all(50, 700, LEFT).turn_page().write_all(50, 700, RIGHT).save()
    monkeypatch.setattr(reader, "MOST_GLYPHS", 150)
    with pytest.raises(CorpusError, match="more text than any policy"):
        read_pdf(content)
    monkeypatch.setattr(reader, "MOST_PAGES", 1)
    with pytest.raises(CorpusError, match="says that it has 2 pages"):
        read_pdf(content)


def test_damage_raises_nothing_else():
    story, _ = make_story(12)
    content = typeset(story, 2)
    chance = random.Random(5)
    outcomes = {True: 0, False: 0}
    for _ in range(300):
        damaged = bytearray(content)
        kind = chance.randrange(4)
        if kind == 0:
            damaged = damaged[: chance.randrange(len(damaged))]
        elif kind == 1:
            for _ in range(chance.randrange(1, 60)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        elif kind == 2:
            at = chance.randrange(len(damaged))
            del damaged[at : at + chance.randrange(1, 500)]
        else:
            damaged = bytearray(b"%PDF-1.7\n" + chance.randbytes(500))
        outcomes[bool(try_to_read(bytes(damaged)))] += 1
    assert min(outcomes.values()) > 20


def test_deeply_nested_objects_do_not_break_the_reader():
    nested = b"[" * 100_000 + b"]" * 100_000
    content = Pdf().write(50, 700, "We collect.").save().replace(b"/MediaBox", b"/Deep " + nested + b" /MediaBox")
    assert texts(try_to_read(content)) in ([], ["We collect."])
