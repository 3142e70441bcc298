import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mepp5.extraction import language
from mepp5.extraction.language import SAMPLE, count_words, find_foreign, name_language, recognize_language, split_words

PASSAGES = tomllib.loads(Path(__file__).with_name("passages.toml").read_text(encoding="utf-8"))["passages"]
ENGLISH = [passage["text"] for passage in PASSAGES if passage["language"] == "en"]
HARD = [passage for passage in PASSAGES if "hard" in passage]
FOREIGN = [passage for passage in PASSAGES if passage["language"] != "en"]
# A short text of one of these may be told as the other, or not be told.
ALIKE = {"id": {"id", "ms"}, "pt": {"pt", ""}, "fi": {"fi", ""}}
TOLD_WITHIN = 15  # words, within which a text may be too short


def name(passage):
    return f"{passage['language']} {passage.get('hard', '')} {passage['text'][:20]!r}"


def split(code):
    """Return the lines of all passages in that language, one after another."""
    return [line for passage in PASSAGES if passage["language"] == code for line in passage["text"].split("\n")]


def pick(code, place):
    """Return the lines of that language's passage at that place."""
    return [passage["text"] for passage in PASSAGES if passage["language"] == code][place].split("\n")


PLAIN = [p["text"].split("\n") for p in PASSAGES if p["language"] == "en" and "hard" not in p and "\n" in p["text"]]


def find(paragraphs):
    return [(part.first, part.last, part.language) for part in find_foreign(paragraphs)]


def test_there_are_passages_of_all_kinds_tuned_and_held():
    for is_held in (False, True):
        some = [passage for passage in PASSAGES if passage["held"] == is_held]
        assert sum(passage["language"] == "en" for passage in some) >= 20
        assert sum(passage["language"] != "en" for passage in some) >= 20
    assert len({passage["language"] for passage in FOREIGN}) == 25


@pytest.mark.parametrize("passage", FOREIGN, ids=name)
def test_a_foreign_passage_is_told_for_what_it_is(passage):
    told = recognize_language(passage["text"])
    if count_words(passage["text"].split()) > TOLD_WITHIN:
        assert told in {passage["language"], "ms"} if passage["language"] == "id" else told == passage["language"]
    else:
        assert told in ALIKE.get(passage["language"], {passage["language"]})


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_never_told_as_another_language(text):
    assert recognize_language(text) in {"en", ""}
    assert find_foreign(text.split("\n")) == []
    assert find_foreign([text.replace("\n", " ")]) == []


@pytest.mark.parametrize("lines", PLAIN, ids=lambda lines: lines[0])
def test_english_prose_is_told(lines):
    assert {recognize_language(line) for line in lines[1:]} == {"en"}


def test_all_that_makes_english_look_foreign_does_not_add_up():
    lines = [line for passage in HARD for line in passage["text"].split("\n")]
    assert find_foreign(lines) == []
    assert find_foreign([*PLAIN[0], *lines, *PLAIN[1]]) == []


def test_a_few_words_that_are_english_too_do_not_make_a_text_english():
    text = "Wij bewaren uw naam of adres in een bestand, of in een kopie daarvan, en wissen die als u het vraagt."
    assert recognize_language(text) == "nl"


def test_addresses_of_pages_tell_nothing():
    words = ("confidentialite", "donnees-personnelles", "vos-droits", "nous-ecrire", "mentions-legales", "les-cookies")
    links = [f"https://watch.example/{word}/pour-les-clients-de-la-boutique" for word in words] * 2
    assert recognize_language(" ".join(links)) == ""


def test_words_are_without_punctuation_and_addresses_are_none():
    text = "(L’accord), écrit à dpo@watch.example; _ga x.y a=1 «e-mail» 2021 — 個人。"
    assert split_words(text) == ["L’accord", "écrit", "à", "e-mail", "個人"]


def test_capitals_are_told_by_their_particles():
    assert recognize_language("WE MAY SHARE YOUR DATA WITH OUR PARTNERS IF THE LAW ALLOWS IT.") == "en"


@pytest.mark.parametrize("text", ["", " \n ", "2021", "Cookies", "Datenschutzerklärung", "a@b.example", "_ga", "…"])
def test_too_little_is_not_told(text):
    assert recognize_language(text) == ""


@pytest.mark.parametrize("code", sorted({passage["language"] for passage in FOREIGN}))
def test_a_foreign_document_is_one_stretch(code):
    lines = split(code)
    (part,) = find_foreign(lines)
    assert (part.first, part.last) == (0, len(lines))
    assert part.language in ALIKE.get(code, {code})
    assert part.words == sum(count_words(line.split()) for line in lines)


@pytest.mark.parametrize("code", ["fr", "ro", "pt", "de", "es", "it", "pl", "ru", "sv", "ja", "zh"])
def test_the_foreign_half_is_found_with_its_heading_and_its_last_line(code):
    half = next(part for part in (pick(code, place) for place in range(4)) if len(part) > 4) + pick(code, 1)
    for before, after in ((PLAIN[0], PLAIN[1]), (PLAIN[0], []), ([], PLAIN[1])):
        assert find([*before, *half, *after]) == [(len(before), len(before) + len(half), code)]


def test_address_and_short_lines_within_a_stretch_belong_to_it():
    half = [*split("ro"), "Strada Morilor nr. 5", "RO 400000", "", *split("ro")]
    assert find([*PLAIN[0], *half]) == [(5, 5 + len(half), "ro")]


def test_a_large_stretch_counts_however_long_the_policy():
    lines = [line for lines in PLAIN for line in lines]
    assert find([*lines, *split("ro"), *lines]) == [(len(lines), len(lines) + len(split("ro")), "ro")]


def test_a_stretch_begins_with_its_heading_and_not_with_an_english_one():
    assert find([*PLAIN[0], "Your rights", "Ce date adunăm", "", *split("ro")]) == [(6, 8 + len(split("ro")), "ro")]


def test_a_heading_that_may_be_english_is_left():
    assert find([*PLAIN[0], "Cookies", *split("nl")]) == [(6, 6 + len(split("nl")), "nl")]


def test_an_english_heading_after_the_stretch_is_left():
    assert find([*split("ro"), "Your rights", *PLAIN[0]]) == [(0, len(split("ro")), "ro")]


def test_of_alternating_paragraphs_the_foreign_ones_are_found():
    french, english = pick("fr", 1), ENGLISH[20]
    assert find([english, *french, ENGLISH[21], *french]) == [(1, 2, "fr"), (3, 4, "fr")]


def test_two_languages_in_a_row_are_two_stretches():
    assert find([*split("fr"), *split("de")]) == [(0, 13, "fr"), (13, 22, "de")]


def test_a_foreign_sentence_in_a_long_policy_is_left():
    lines = [line for lines in PLAIN for line in lines]
    assert find([*lines, *pick("fr", 1), *lines]) == []


def test_a_short_foreign_document_needs_twenty_five_words():
    assert find(pick("fr", 0)) == []
    assert find([" ".join(pick("fr", 1)[0].split()[:24])]) == []
    assert find([" ".join(pick("fr", 1)[0].split()[:27])]) == [(0, 1, "fr")]


def test_short_items_are_told_together():
    items = ["le nom et prénom", "l'adresse électronique", "la date de naissance", "le numéro de téléphone"]
    items += ["les pages que vous consultez", "la langue du navigateur", "votre position approximative"]
    assert {recognize_language(item) for item in items} == {""}
    assert find(items) == [(0, len(items), "fr")]


def test_a_paragraph_half_in_english_is_kept():
    assert find([ENGLISH[20] + " " + " ".join(pick("fr", 1))]) == []


def test_a_long_text_is_looked_at_in_three_places():
    english, french = (" ".join(lines * 40) for lines in (PLAIN[0], split("fr")))
    assert min(len(english), len(french)) > 3 * SAMPLE
    assert recognize_language(french) == "fr"
    assert recognize_language(french[:SAMPLE] + " " + english + english) == "en"
    assert recognize_language(french[:SAMPLE] + " " + english + " " + french[-SAMPLE:]) == "en"


def test_no_more_than_the_sample_is_read(monkeypatch):
    pieces = []
    monkeypatch.setattr(language, "recognize_piece", lambda piece: pieces.append(piece) or "")
    recognize_language("a" * 10_000 + "b" * 10_000 + "c" * 10_000)
    assert [piece[0] for piece in pieces] == ["a", "b", "c"]
    assert sum(map(len, pieces)) == SAMPLE


def test_languages_have_names():
    assert [name_language(code) for code in ("en", "fr", "ro", "zh", "kab", "")] == [
        "English",
        "French",
        "Romanian",
        "Chinese",
        "kab",
        "",
    ]
    assert all(name_language(passage["language"]) != passage["language"] for passage in PASSAGES)


PIECES = st.sampled_from([line for passage in PASSAGES for line in passage["text"].split("\n")])


@given(st.lists(st.one_of(PIECES, st.text(st.characters(), max_size=60)), max_size=12))
def test_stretches_are_ordered_disjoint_and_within(paragraphs):
    parts = find_foreign(paragraphs)
    ends = [end for part in parts for end in (part.first, part.last)]
    assert ends == sorted(ends)
    assert all(0 <= part.first < part.last <= len(paragraphs) for part in parts)
    assert all(part.language not in ("", "en") and part.words > 0 for part in parts)


@given(st.text(st.characters(), max_size=200))
def test_any_text_is_told_or_not(text):
    assert isinstance(recognize_language(text), str)


# How long these take is measured by benchmarks/speed.py and benchmarks/hostile.py.
@pytest.mark.parametrize("text", ["x", " ", ".", "日", "\ud800", "x ", "É", "\u0301", "\0", "ß "])
def test_a_million_of_one_sign_is_in_no_language_or_in_one(text):
    assert len(find_foreign([text * 1_000_000])) <= 1


@pytest.mark.parametrize(("lines", "languages"), [(split("fr"), {"fr"}), (PLAIN[0], set())], ids=["French", "English"])
def test_a_megabyte_is_told_as_a_page_is(lines, languages):
    many = lines * (1_000_000 // len("".join(lines)))
    assert {part.language for part in find_foreign(many)} == languages


def test_english_prose_does_not_load_the_model():
    source = f"import sys; from mepp5.extraction.language import find_foreign; find_foreign({ENGLISH[20:24]!r})"
    source += "; sys.exit('py3langid' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", source], check=False).returncode == 0
