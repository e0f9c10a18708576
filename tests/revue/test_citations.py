"""References of articles: read back by others' parsers, escaped whatever is written, with particles and pages."""

import json
from datetime import date
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from bibtexparser.customization import convert_to_unicode
from hypothesis import given
from hypothesis import strategies as st

from home.models import HomePage
from revue.citations import Name, Reference, bibtex, csl_item, csl_json, latex, read_reference, ris
from tests.factories import PersonneFactory
from tests.revues import article_page, numero_page

JEAN = Name.of("Jean", "de La Fontaine")


def reference(**changes: Any) -> Reference:
    given_: dict[str, Any] = {
        "key": "nec3-lire",
        "title": "Lire l’écran\u00a0: 3 leçons",
        "authors": (JEAN, Name("Élise", "Marchand")),
        "journal": "La revue NEC",
        "number": 3,
        "issue_title": "Illettrisme",
        "season": "Été 2024",
        "year": 2024,
        "published_on": date(2024, 7, 1),
        "first_page": 12,
        "last_page": 18,
        "issn": "2049-3630",
        "publisher": "ANCT",
        "genre": "Enquête",
        "abstract": "",
        "keywords": ("écran", "lire & écrire"),
        "licence": "CC BY-SA 4.0 FR",
        "licence_url": "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
        "url": "https://nec.example/revue/numero-3/lire/?a={b}&c=é",
    }
    return Reference(**(given_ | changes))


def read_bibtex(text: str) -> list[dict[str, str]]:
    parser = BibTexParser(common_strings=True, customization=convert_to_unicode)
    entries: list[dict[str, str]] = bibtexparser.loads(text, parser).entries
    return entries


@pytest.mark.parametrize(
    ("last_name", "particle", "family"),
    [
        ("de La Fontaine", "de", "La Fontaine"),
        ("van der Meer", "van der", "Meer"),
        ("d’Alembert", "d’", "Alembert"),
        ("Huguet", "", "Huguet"),
        ("El Kaïm", "", "El Kaïm"),
        ("hooks", "", "hooks"),
        ("De Gaulle", "", "De Gaulle"),
    ],
)
def test_particles_are_kept(last_name: str, particle: str, family: str) -> None:
    name = Name.of("Jean", last_name)

    assert (name.particle, name.family) == (particle, family)
    assert name.whole_family == last_name


def test_bibtex_is_read_back() -> None:
    [entry] = read_bibtex(bibtex([reference()]))

    assert entry == {
        "ENTRYTYPE": "article",
        "ID": "nec3-lire",
        "author": "de La Fontaine, Jean and Marchand, Élise",
        "title": "Lire l'écran~: 3 leçons",
        "journal": "La revue NEC",
        "number": "3",
        "issuetitle": "Illettrisme",
        "year": "2024",
        "month": "July",
        "date": "2024-07-01",
        "pages": "12--18",
        "issn": "2049-3630",
        "publisher": "ANCT",
        "language": "french",
        "langid": "french",
        "keywords": "écran, lire & écrire",
        "url": "https://nec.example/revue/numero-3/lire/?a=%7Bb%7D&c=%C3%A9",
        "note": entry["note"],
    }
    assert "guillemotleft" not in entry["note"]
    assert "Illettrisme" in entry["note"]


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("Été, ça, naïf, œuvre", r"{\'E}t{\'e}, {\c{c}}a, na{\"i}f, {\oe}uvre"),
        ("100 % & 5 $ #1 a_b {x} \\", r"100 \% \& 5 \$ \#1 a\_b {\textbraceleft}x{\textbraceright} {\textbackslash}"),
        ("«\u202fmot\u202f» n°\u00a03", r"{\guillemotleft}{\,}mot{\,}{\guillemotright} n{\textdegree}~3"),
        ("l’été – fin", r"l'{\'e}t{\'e} -- fin"),
        ("漢字 😀", "漢字 😀"),
    ],
)
def test_latex_sets_every_sign(words: str, written: str) -> None:
    assert latex(words) == written


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (JEAN, "de La Fontaine, Jean"),
        (Name("bell", "hooks"), "{hooks}, bell"),
        (Name("", "Collectif {X}"), r"{Collectif {\textbraceleft}X{\textbraceright}}"),
        (Name("Ann", "Marks and Spencer"), "{Marks and Spencer}, Ann"),
        (Name.of("Jean", "d’Alembert"), "d'Alembert, Jean"),
    ],
)
def test_bibtex_names(name: Name, written: str) -> None:
    assert f"author = {{{written}}}" in bibtex([reference(authors=(name,))])


def test_ris_is_read_back() -> None:
    text = ris([reference(), reference(key="nec3-autre", first_page=None, last_page=None, authors=())])

    assert {line[:6] for line in text.split("\r\n") if line} <= {f"{line[:2]}  - " for line in text.split("\r\n")}
    first, second = rispy.loads(text)
    assert first == {
        "type_of_reference": "MGZN",
        "id": "nec3-lire",
        "authors": ["de La Fontaine, Jean", "Marchand, Élise"],
        "title": "Lire l’écran\u00a0: 3 leçons",
        "secondary_title": "La revue NEC",
        "number": "3",
        "year": "2024",
        "date": "2024/07/01/",
        "start_page": "12",
        "end_page": "18",
        "issn": "2049-3630",
        "publisher": "ANCT",
        "type_of_work": "Enquête",
        "keywords": ["écran", "lire & écrire"],
        "language": "fr",
        "urls": ["https://nec.example/revue/numero-3/lire/?a=%7Bb%7D&c=%C3%A9"],
        "notes": ["n°\u00a03, été 2024, «\u202fIllettrisme\u202f». Licence CC BY-SA 4.0 FR"],
    }
    assert second["id"] == "nec3-autre"
    assert {"authors", "start_page"} & second.keys() == set()


def test_csl_json() -> None:
    [item] = json.loads(csl_json([reference()]))

    assert item == {
        "id": "nec3-lire",
        "type": "article-magazine",
        "title": "Lire l’écran\u00a0: 3 leçons",
        "author": [
            {"family": "La Fontaine", "given": "Jean", "non-dropping-particle": "de"},
            {"family": "Marchand", "given": "Élise"},
        ],
        "container-title": "La revue NEC",
        "volume-title": "Illettrisme",
        "issue": "3",
        "issued": {"date-parts": [[2024, 7, 1]]},
        "page": "12-18",
        "ISSN": "2049-3630",
        "publisher": "ANCT",
        "genre": "Enquête",
        "keyword": "écran, lire & écrire",
        "language": "fr",
        "license": "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
        "URL": "https://nec.example/revue/numero-3/lire/?a=%7Bb%7D&c=%C3%A9",
    }


def test_what_is_not_known_is_left_out() -> None:
    bare = reference(
        authors=(Name("", "Collectif"),), published_on=None, first_page=7, last_page=7, issn="", keywords=()
    )

    item = csl_item(bare)
    assert item["author"] == [{"literal": "Collectif"}]
    assert item["issued"] == {"date-parts": [[2024]]}
    assert item["page"] == "7"
    assert {"ISSN", "keyword"} & item.keys() == set()
    [entry] = read_bibtex(bibtex([bare]))
    assert entry["pages"] == "7"
    assert {"month", "date", "issn"} & entry.keys() == set()


def test_a_reference_says_what_the_site_knows(home_page: HomePage) -> None:
    numero = numero_page(home_page)
    article = article_page(
        numero,
        PersonneFactory(first_name="Jean", last_name="de La Fontaine"),
        title="L'écran : lire",
        published_on=date(2024, 9, 2),
        first_page=4,
    )
    article.mots_cles.add("lecture")
    article.save()

    known = read_reference(article)

    assert known.key == "nec3-lecran-lire"
    assert known.title == "L’écran\u00a0: lire"
    assert known.authors == (JEAN,)
    assert (known.journal, known.number, known.issn) == ("La revue NEC", 3, "2049-3630")
    assert (known.year, known.published_on, known.pages) == (2024, date(2024, 9, 2), (4,))
    assert known.keywords == ("lecture",)
    assert known.url == "http://localhost/la-revue-nec/illettrisme-et-inclusion/lecran-lire/"


HOSTILE = st.text(max_size=40)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_any_title_and_name_are_read_back(title: str, first_name: str, last_name: str) -> None:
    written = reference(
        title=title or "x", authors=(Name.of(first_name or "A", last_name or "B"),), keywords=(), abstract=title
    )

    [entry] = bibtexparser.loads(bibtex([written])).entries
    assert entry["ID"] == "nec3-lire"
    assert entry["year"] == "2024"
    [item] = rispy.loads(ris([written]))
    assert item["id"] == "nec3-lire"
    assert item["year"] == "2024"
    assert json.loads(csl_json([written]))[0]["issue"] == "3"
