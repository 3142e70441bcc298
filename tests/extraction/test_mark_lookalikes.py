"""What only looks like a mark: "(c)" of a list beside that of a copyright, telephone numbers, amounts and initials."""

import pytest

from tests.extraction.fixture_units import PAGE, UNITS, list_units, read, read_unmarked

SENTENCES = [
    "We sort the letters that you write.",
    "We burn them after a year.",
    "We tell nobody what they say.",
    "We reply.",
]
LISTS = [
    pytest.param("".join(f"<p>{{{n}}}</p>" for n in range(4)), "html", id="p"),
    pytest.param("<ul>" + "".join(f"<li>{{{n}}}</li>" for n in range(4)) + "</ul>", "html", id="li"),
    pytest.param("<p>" + "<br>".join(f"{{{n}}}" for n in range(4)) + "</p>", "html", id="br"),
    pytest.param("<pre>" + "\n".join(f"{{{n}}}" for n in range(4)) + "</pre>", "html", id="pre"),
    pytest.param("\n".join(f"{{{n}}}" for n in range(4)), "text", id="text"),
    pytest.param("\n\n".join(f"{{{n}}}" for n in range(4)), "markdown", id="markdown"),
    pytest.param("\n".join(f"- {{{n}}}" for n in range(4)), "markdown", id="markdown list"),
]


@pytest.mark.parametrize(
    "marks", ["(a) (b) (c) (d)", "(A) (B) (C) (D)", "a) b) c) d)", "a. b. c. d.", "(i) (ii) (c) (iv)"]
)
@pytest.mark.parametrize(("form", "kind"), LISTS)
def test_the_third_item_is_no_notice_of_copyright(form: str, kind: str, marks: str) -> None:
    source = form.format(*(f"{mark} {sentence}" for mark, sentence in zip(marks.split(), SENTENCES, strict=True)))
    assert [line[2:] for line in read_unmarked(source, kind)] == SENTENCES


@pytest.mark.parametrize("words", ["your name;", "your street and town", "Your favourite flower"])
def test_the_third_item_may_be_of_a_few_words(words: str) -> None:
    source = f"<p>We keep:</p><p>(a) your age;</p><p>(b) your size;</p><p>(c) {words}</p><p>(d) your letters.</p>"
    assert words in [line[2:] for line in read_unmarked(PAGE + source)]


def test_the_third_item_does_not_end_the_policy() -> None:
    items = "".join(f"<p>({mark}) {sentence}</p>" for mark, sentence in zip("abcd", SENTENCES, strict=True))
    units = read_unmarked(PAGE * 3 + items + "<p>You may write to us at any time.</p>")
    assert [line[2:] for line in units[-5:]] == [*SENTENCES, "You may write to us at any time."]


@pytest.mark.parametrize(
    "sentence",
    [
        "Copyright holders may ask us for your name and street.",
        "Copyright law may oblige us to keep your letters.",
        "We tell you that, as the law has it, all rights reserved to you stay yours.",
    ],
)
@pytest.mark.parametrize(("form", "kind"), [("<p>{}</p>", "html"), ("{}\n", "text"), ("- {}\n", "markdown")])
def test_a_sentence_on_copyright_is_a_clause(sentence: str, form: str, kind: str) -> None:
    assert [line[2:] for line in read(form.format(sentence), kind)] == [sentence]


@pytest.mark.parametrize(
    "notice",
    [
        "© 2024 Larkspur Ltd",
        "(c) 2024 Larkspur Ltd. All rights reserved.",
        "Copyright 2019–2024 Larkspur",
        "Copyright © Larkspur Seeds",
        "&copy; Larkspur, Inc., 2024",
        "Larkspur 2024. All Rights Reserved.",
    ],
)
@pytest.mark.parametrize("form", ["{0}<p>{1}</p>", "{0}<div><span>{1}</span></div>", "{0}<p><small>{1}</small></p>"])
def test_a_notice_of_copyright_is_none(notice: str, form: str) -> None:
    assert read(form.format(PAGE, notice)) == UNITS


@pytest.mark.parametrize(
    "sentence",
    [
        "(614) 555-0118 is the number of our shed.",
        "(0) 20 7946 0018 is the number of our shed.",
        "1.800.555.0118 is the number of our shed.",
        "2.5 million letters reach our shed each year.",
        "12.30 is when our shed closes.",
        "30 days later we burn the letter.",
        "J. R. Pell sorts the letters.",
        "I keep the letters myself.",
        "A letter is kept for a year.",
    ],
)
@pytest.mark.parametrize(("form", "kind"), [("<p>{}</p>", "html"), ("{}\n", "text"), ("{}\n", "markdown")])
def test_the_first_word_of_a_sentence_is_not_lost(sentence: str, form: str, kind: str) -> None:
    assert read(form.format(sentence), kind) == [f"S {sentence}"]


@pytest.mark.parametrize(
    "number",
    ["(614) 555-0118", "+1 (614) 555-0118", "1-800-555-0118", "614.555.0118", "020 7946 0018", "+44 20 7946 0018"],
)
@pytest.mark.parametrize(
    ("form", "kind"), [("<p>{}</p><p>{}</p>", "html"), ("<p>{}<br>{}</p>", "html"), ("{}\n{}\n", "text")]
)
def test_a_telephone_number_stays_whole(number: str, form: str, kind: str) -> None:
    clauses = [
        unit.text for unit in list_units(form.format("You can call us all day:", number), kind) if unit.is_clause
    ]
    assert clauses[-1].endswith(number)
