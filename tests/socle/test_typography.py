"""French typography, as the visual identity writes it (section 8)."""

from datetime import date
from time import process_time

import pytest
from django.utils.html import escape

from socle.typography import (
    date_block,
    date_range_text,
    file_size,
    french_html,
    french_text,
    of_organisation,
    ordinal_suffix,
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Où allez-vous ?", "Où allez-vous\u202f?"),
        ("Où allez-vous?", "Où allez-vous\u202f?"),
        ("Quoi ?!", "Quoi\u202f?!"),
        ("un ; deux", "un\u202f; deux"),
        ("Filtres : tous", "Filtres\u00a0: tous"),
        ("à 10:40 précises", "à 10:40 précises"),
        ("deux:: points", "deux:: points"),
        ("« Bonjour »", "«\u202fBonjour\u202f»"),
        ("«Bonjour»", "«\u202fBonjour\u202f»"),
        ("l'appel d'Élise", "l’appel d’Élise"),
        ("80 % de 14 000 €", "80\u202f% de 14\u202f000\u202f€"),
        ("1 234 567 vues", "1\u202f234\u202f567 vues"),
        ("en 2022 150 personnes", "en 2022 150 personnes"),
        ("le n° 3, p. 12", "le n°\u00a03, p.\u00a012"),
        ("Suite...", "Suite…"),
        ("https://exemple.fr/?a=1;b=2", "https://exemple.fr/?a=1;b=2"),
        ("écrire à nec@exemple.fr ?", "écrire à nec@exemple.fr\u202f?"),
        ("", ""),
    ],
)
def test_text(written: str, expected: str) -> None:
    assert french_text(written) == expected


def test_setting_twice_changes_nothing_more() -> None:
    once = french_text("« Quoi ? » : l'appel, 14 000 € ; n° 3...")

    assert french_text(once) == once


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<a href="/?a=1;b" title="Quoi ?">Quoi ?</a>', '<a href="/?a=1;b" title="Quoi ?">Quoi\u202f?</a>'),
        ("<code>a ? b : c</code> vrai ?", "<code>a ? b : c</code> vrai\u202f?"),
        ("<pre>x ;<code>y ;</code> z ;</pre>", "<pre>x ;<code>y ;</code> z ;</pre>"),
        ("Recherche &amp; développement ?", "Recherche &amp; développement\u202f?"),
        ("a &lt; b", "a &lt; b"),
        ("Quoi&nbsp;?", "Quoi\u202f?"),
        ("<b>Quoi</b> ? Et <i>puis</i> : rien", "<b>Quoi</b>\u202f? Et <i>puis</i>\u00a0: rien"),
        ("<b>80</b> %", "<b>80</b>\u202f%"),
        ("l&#x27;appel", "l’appel"),
        ("<br/>Oui !<!-- non ! -->", "<br/>Oui\u202f!<!-- non ! -->"),
    ],
)
def test_html_keeps_its_markup(written: str, expected: str) -> None:
    assert french_html(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("le 1er mai, la 1re fois", "le 1<sup>er</sup> mai, la 1<sup>re</sup> fois"),
        ("les 1ers et les 2es", "les 1<sup>ers</sup> et les 2<sup>es</sup>"),
        ("la 2e, la 2nde, la 33e", "la 2<sup>e</sup>, la 2<sup>nde</sup>, la 33<sup>e</sup>"),
        ("le XIXe et le Ve siècle", "le XIX<sup>e</sup> et le V<sup>e</sup> siècle"),
        ("<b>7e</b> édition", "<b>7<sup>e</sup></b> édition"),
        ("Ve, 1e5, a2e, 2,1e, <code>1er</code>, https://exemple.fr/1er", None),
        ("le 1<sup>er</sup> mai", None),
    ],
)
def test_ordinals_are_raised_in_a_page(written: str, expected: str | None) -> None:
    assert french_html(written) == (expected or written)
    assert french_text("le 1er mai") == "le 1er mai"


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        (date(2024, 10, 3), None, "day", "3\u00a0octobre 2024"),
        (date(2024, 10, 3), date(2024, 10, 3), "day", "3\u00a0octobre 2024"),
        (date(2024, 10, 3), date(2024, 10, 1), "day", "3\u00a0octobre 2024"),
        (date(2021, 5, 1), None, "day", "1er\u00a0mai 2021"),
        (date(2022, 9, 28), date(2022, 9, 29), "day", "28 et 29\u00a0septembre 2022"),
        (date(2022, 9, 27), date(2022, 9, 29), "day", "du 27 au 29\u00a0septembre 2022"),
        (date(2024, 9, 30), date(2024, 10, 2), "day", "du 30\u00a0septembre au 2\u00a0octobre 2024"),
        (date(2023, 12, 31), date(2024, 1, 1), "day", "31\u00a0décembre 2023 et 1er\u00a0janvier 2024"),
        (date(2022, 9, 1), None, "month", "septembre 2022"),
        (date(2022, 9, 1), None, "mois", "septembre 2022"),
        (date(2022, 10, 1), date(2022, 12, 1), "month", "d’octobre à décembre 2022"),
        (date(2022, 12, 1), date(2023, 1, 1), "month", "de décembre 2022 à janvier 2023"),
        (date(2022, 1, 1), None, "annee", "2022"),
        (date(2022, 1, 1), date(2023, 1, 1), "year", "2022 et 2023"),
        (date(2020, 1, 1), date(2023, 1, 1), "year", "de 2020 à 2023"),
    ],
)
def test_dates_in_words(start: date, end: date | None, precision: str, expected: str) -> None:
    assert date_range_text(start, end, precision) == expected


@pytest.mark.parametrize(
    ("start", "end", "precision", "large", "small", "machine", "is_long"),
    [
        (date(2024, 10, 3), None, "day", "3", "oct. 2024", "2024-10-03", False),
        (date(2024, 11, 19), date(2024, 11, 20), "day", "19–20", "nov. 2024", "2024-11-19", True),
        (date(2024, 9, 30), date(2024, 10, 2), "day", "30–2", "sept.–oct. 2024", "2024-09-30", True),
        (date(2023, 12, 31), date(2024, 1, 1), "day", "31–1", "déc.–janv. 2023–24", "2023-12-31", True),
        (date(2022, 8, 1), None, "mois", "août", "2022", "2022-08", True),
        (date(2022, 1, 1), None, "annee", "2022", "", "2022", True),
        (date(2022, 1, 1), date(2023, 6, 1), "annee", "2022–23", "", "2022", True),
    ],
)
def test_parts_of_a_date(  # noqa: PLR0917
    start: date, end: date | None, precision: str, large: str, small: str, machine: str, is_long: bool
) -> None:
    block = date_block(start, end, precision)

    assert (block.large, block.small, block.machine, block.is_long) == (large, small, machine, is_long)
    assert block.words == date_range_text(start, end, precision)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (1, "1\u00a0octet"),
        (820, "820\u00a0octets"),
        (1000, "1\u00a0Ko"),
        (310_400, "310\u00a0Ko"),
        (999_600, "1\u00a0Mo"),
        (4_120_000, "4,1\u00a0Mo"),
        (10_000_000, "10\u00a0Mo"),
        (230_000_000, "230\u00a0Mo"),
        (2_500_000_000, "2,5\u00a0Go"),
    ],
)
def test_file_sizes(size: int, expected: str) -> None:
    assert file_size(size) == expected


def test_ordinals() -> None:
    assert [ordinal_suffix(1), ordinal_suffix(1, feminine=True), ordinal_suffix(7, feminine=True)] == ["er", "re", "e"]


@pytest.mark.parametrize(
    ("name", "article_of", "expected"),
    [
        ("l’Agence nationale", "", "de l’Agence nationale"),
        ("le Département", "", "du Département"),
        ("les Régions", "", "des Régions"),
        ("la Mednum", "", "de la Mednum"),
        ("ANCT", "l’Agence nationale", "de l’ANCT"),
        ("Grand Lyon", "", "de Grand Lyon"),
    ],
)
def test_of_an_organisation(name: str, article_of: str, expected: str) -> None:
    assert of_organisation(name, article_of) == expected


@pytest.mark.parametrize("sign", ["a", "9", "\u00a0", " ", "a.", "a@", "«", "<"])
def test_a_long_text_without_a_word_takes_no_more_time_than_another(sign: str) -> None:
    # Looked at from each of its signs, such a text took minutes.
    begun = process_time()
    french_html(escape(sign * 20_000))
    assert process_time() - begun < 2
