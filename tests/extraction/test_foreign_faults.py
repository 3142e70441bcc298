"""Policies in other languages, whole or in part: they are named and left out, and what is English stays."""

import re

import pytest

from mepp5.extraction.foreign import ForeignDocumentError, leave_out_foreign
from mepp5.extraction.reader import read_content
from mepp5.segmentation.outline import outline
from tests.extraction.fixture_units import POLICY

FOREIGN = {
    "French": (
        "Nous recueillons votre nom et votre adresse lorsque vous commandez des graines dans notre boutique.",
        "Ces données sont transmises au transporteur qui vous livre le colis et à personne d’autre.",
        "Vous pouvez nous demander à tout moment de les corriger ou de les effacer.",
    ),
    "German": (
        "Wir erheben Ihren Namen und Ihre Anschrift, wenn Sie in unserem Laden Samen bestellen.",
        "Diese Angaben geben wir an den Boten weiter, der Ihnen das Paket bringt, und an niemanden sonst.",
        "Sie können jederzeit von uns verlangen, dass wir sie berichtigen oder löschen.",
    ),
    "Spanish": (
        "Recogemos su nombre y su dirección cuando usted pide semillas en nuestra tienda.",
        "Entregamos estos datos al mensajero que le lleva el paquete y a nadie más.",
        "Usted puede pedirnos en cualquier momento que los corrijamos o los borremos.",
    ),
    "Polish": (
        "Zbieramy imię i adres, kiedy zamawiają Państwo nasiona w naszym sklepie.",
        "Dane te przekazujemy kurierowi, który dostarcza paczkę, i nikomu innemu.",
        "W każdej chwili mogą Państwo zażądać, abyśmy je poprawili lub usunęli.",
    ),
    "Romanian": (
        "Colectăm numele și adresa dumneavoastră atunci când comandați semințe din magazinul nostru.",
        "Aceste date le transmitem curierului care vă aduce coletul și nimănui altcuiva.",
        "Puteți să ne cereți oricând să le corectăm sau să le ștergem.",
    ),
    "Japanese": (
        "当店で種を注文されるとき、お名前とご住所をお聞きします。",
        "この情報は荷物をお届けする運送会社だけに渡し、ほかの誰にも渡しません。",
        "いつでも訂正または削除をお求めいただけます。",
    ),
    "Russian": (
        "Мы собираем ваше имя и адрес, когда вы заказываете семена в нашем магазине.",
        "Эти данные мы передаём курьеру, который доставляет вам посылку, и никому больше.",
        "Вы можете в любое время потребовать, чтобы мы их исправили или удалили.",
    ),
}
FORMS = {
    "html": lambda sentences: "".join(f"<p>{sentence}</p>" for sentence in sentences),
    "markdown": "\n\n".join,
    "text": "\n\n".join,
}


def read_english(source: str, kind: str) -> tuple[list[str], tuple[str, ...]]:
    """Return the clauses that are left, and the notes."""
    document = leave_out_foreign(read_content("policy", source.encode(), kind))
    return [unit.text for unit in outline(document) if unit.is_clause], document.notes


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("language", FOREIGN)
def test_a_policy_in_another_language_is_refused_by_name(language: str, kind: str) -> None:
    document = read_content("policy", FORMS[kind](FOREIGN[language]).encode(), kind)
    with pytest.raises(ForeignDocumentError, match=language):
        leave_out_foreign(document)


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("language", FOREIGN)
@pytest.mark.parametrize("is_first", [False, True])
def test_a_half_in_another_language_is_left_out_and_told(language: str, kind: str, is_first: bool) -> None:
    halves = [FOREIGN[language], POLICY] if is_first else [POLICY, FOREIGN[language]]
    clauses, notes = read_english(FORMS[kind]([*halves[0], *halves[1]]), kind)
    assert clauses == list(POLICY)
    assert [note for note in notes if language in note]


def test_a_half_between_english_is_left_out_with_its_heading() -> None:
    foreign = FORMS["html"](2 * FOREIGN["Romanian"])
    page = FORMS["html"](POLICY)
    source = f"<h2>Orders</h2>{page}<h2>Datele dumneavoastră și comenzile</h2>{foreign}<h2>Letters</h2>{page}"
    document = leave_out_foreign(read_content("policy", source.encode(), "html"))
    units = list(outline(document))
    assert [unit.text for unit in units if unit.is_clause] == [*POLICY, *POLICY]
    assert {unit.section for unit in units if unit.is_clause} == {("Orders",), ("Letters",)}


def test_the_note_says_where_the_foreign_words_stand() -> None:
    source = FORMS["text"]([*POLICY, *FOREIGN["German"]])
    _, (note,) = read_english(source, "text")
    start, end = (int(number.replace(",", "")) for number in re.findall(r"(\d[\d,]*) to (\d[\d,]*)", note)[0])
    assert source[start:end] == "\n\n".join(FOREIGN["German"])


def test_two_foreign_parts_are_each_told() -> None:
    many = 3 * FOREIGN["French"]
    clauses, notes = read_english(FORMS["text"]([*many, *POLICY, *POLICY, *3 * FOREIGN["Polish"]]), "text")
    assert clauses == [*POLICY, *POLICY]
    assert ["French" in notes[0], "Polish" in notes[1]] == [True, True]


@pytest.mark.parametrize(
    "words",
    [
        "Larkspur Samenhandlung und Gartenbau Gesellschaft mit beschränkter Haftung, Ahornweg 12, 80331 München",
        "Der Landesbeauftragte für den Datenschutz",
        "Commission nationale de l’informatique et des libertés (CNIL)",
        "Deutsch | Français | Polski | 日本語",
        "Under the Loi Informatique et Libertés you may ask the CNIL to hear you about us.",
        "LARKSPUR SEEDS MAY CHANGE THIS POLICY",
    ],
)
def test_names_and_a_few_foreign_words_stay(words: str) -> None:
    document = read_content("policy", FORMS["text"]([*POLICY, words, *POLICY]).encode(), "text")
    assert leave_out_foreign(document) == document


def test_an_english_policy_has_no_note() -> None:
    assert read_english(FORMS["html"](POLICY), "html") == (list(POLICY), ())
