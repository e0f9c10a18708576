"""The search inside the revue: words, facets and their counts, ways out of an empty list."""

from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from revue.extracts import extract
from revue.models import ArticlePage, NumeroPage, RevueIndexPage
from socle.models import Personne, Thematique
from socle.search import stem_words
from tests.articles import add_article, call, note_id, noted_article
from tests.factories import NumeroPageFactory, PersonneFactory, ThematiqueFactory
from tests.reading import add_thematiques, count_queries, main_text, read, text, texts

MAXIMUM_QUERIES = 15


@pytest.fixture
def elise() -> Personne:
    personne: Personne = PersonneFactory(first_name="Élise", last_name="Marchand")
    return personne


@pytest.fixture
def mediation() -> Thematique:
    thematique: Thematique = ThematiqueFactory(title="Médiation", slug="mediation", colour="mediation")
    return thematique


@pytest.fixture
def articles(numero: NumeroPage, elise: Personne, mediation: Thematique) -> list[ArticlePage]:
    """Three articles in two issues: two of Élise Marchand, two enquêtes, two on the médiation or a part of it."""
    finer = ThematiqueFactory(title="Guichets", slug="guichets")
    finer.parents.add(mediation)
    other = NumeroPageFactory(parent=numero.get_parent(), number=2, title="Santé", season="3-automne", year=2023)
    found = [
        add_article(numero, "Lire l’écran", elise, kind="enquete", body=[("paragraph", "<p>Au guichet, on lit.</p>")]),
        add_article(numero, "Le formulaire", PersonneFactory(first_name="Karim", last_name="Lavigne"), kind="recit"),
        add_article(other, "Le soin", elise, kind="enquete", summary="Au guichet de l’hôpital."),
    ]
    for article, word in zip(found, ("illettrisme", "Écran", "Écran"), strict=True):
        article.mots_cles.add(word)
        article.save()
    add_thematiques(found[0], mediation)
    add_thematiques(found[2], finer)
    return found


def ask(client: Client, revue: RevueIndexPage, **parameters: Any) -> BeautifulSoup:
    return read(client, f"{revue.url}recherche/?{urlencode(parameters, doseq=True)}")


def found_titles(soup: BeautifulSoup) -> list[str]:
    return texts(soup, ".search-result h3")


@pytest.mark.usefixtures("articles")
def test_without_a_question_all_articles_are_given(client: Client, revue: RevueIndexPage) -> None:
    response = client.get(f"{revue.url}recherche/")
    soup = BeautifulSoup(response.content, "html.parser")

    assert found_titles(soup) == ["Le soin", "Le formulaire", "Lire l’écran"]
    assert texts(soup, "[role=status]") == ["3 articles, du plus récent au plus ancien."]
    assert texts(soup, ".chip") == ["Enquête (2)", "Récit (1)", "Guichets (1)", "Médiation (2)"]
    assert texts(soup, "option") == [
        "Tous les numéros",
        "Numéro 3, été 2024 (2)",
        "Numéro 2, automne 2023 (1)",
        "Toutes les signatures",
        "Karim Lavigne (1)",
        "Élise Marchand (2)",
        "Tous les mots-clés",
        "Écran (2)",
        "illettrisme (1)",
    ]
    assert soup.select("meta[name=robots]") == []
    assert "private" not in response["Cache-Control"]


@pytest.mark.usefixtures("articles")
@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"q": "GUICHETS"}, ["Le soin", "Lire l’écran"]),
        ({"q": "formulaires"}, ["Le formulaire"]),
        ({"numero": "2"}, ["Le soin"]),
        ({"signature": "elise-marchand"}, ["Le soin", "Lire l’écran"]),
        ({"mot": "écran"}, ["Le soin", "Le formulaire"]),
        ({"genre": ["enquete", "recit"]}, ["Le soin", "Le formulaire", "Lire l’écran"]),
        ({"thematique": "mediation"}, ["Le soin", "Lire l’écran"]),
        ({"q": "guichet", "numero": "3", "signature": "elise-marchand", "genre": "enquete"}, ["Lire l’écran"]),
        ({"numero": "99", "signature": "inconnue", "mot": "inconnu", "genre": "roman", "thematique": "inconnue"}, None),
    ],
)
def test_each_filter_keeps_what_answers(
    client: Client, revue: RevueIndexPage, parameters: dict[str, Any], expected: list[str] | None
) -> None:
    soup = ask(client, revue, **parameters)

    assert found_titles(soup) == (expected or ["Le soin", "Le formulaire", "Lire l’écran"])
    assert len(soup.select("meta[name=robots][content=noindex]")) == (1 if expected else 0)


@pytest.mark.usefixtures("articles")
def test_a_facet_is_counted_under_the_others(client: Client, revue: RevueIndexPage) -> None:
    soup = ask(client, revue, genre="enquete", numero="3")

    assert texts(soup, ".chip") == ["Enquête (1)", "Récit (1)", "Médiation (1)"]
    assert texts(soup, "option")[1:3] == ["Numéro 3, été 2024 (1)", "Numéro 2, automne 2023 (1)"]
    assert texts(soup, "option")[4:] == ["Élise Marchand (1)", "Tous les mots-clés", "illettrisme (1)"]
    assert texts(soup, "option[selected]") == [
        "Numéro 3, été 2024 (1)",
        "Toutes les signatures",
        "Tous les mots-clés",
    ]
    assert [box["value"] for box in soup.select("input[checked]")] == ["enquete"]


@pytest.mark.usefixtures("articles")
def test_each_filter_is_taken_away_by_a_link(client: Client, revue: RevueIndexPage) -> None:
    soup = ask(client, revue, q="guichet", genre=["enquete", "recit"], numero="3", page="2")

    links = soup.select(".active-filters a")
    assert [link.get_text(" ", strip=True) for link in links] == [
        "Retirer « guichet »".replace("« ", "«\u202f").replace(" »", "\u202f»"),
        "Retirer Numéro 3, été 2024",
        "Retirer Enquête",
        "Retirer Récit",
    ]
    assert [link["href"] for link in links] == [
        "?genre=enquete&genre=recit&numero=3",
        "?q=guichet&genre=enquete&genre=recit",
        "?q=guichet&genre=recit&numero=3",
        "?q=guichet&genre=enquete&numero=3",
    ]


@pytest.mark.usefixtures("articles")
def test_an_empty_list_says_which_filter_to_drop(client: Client, revue: RevueIndexPage) -> None:
    soup = ask(client, revue, signature="elise-marchand", genre="recit", numero="3")

    assert texts(soup, "[role=status]") == ["Aucun article ne répond à cette recherche."]
    ways = soup.select("#resultats ~ ul:not(.active-filters) li")
    assert texts(soup, "#resultats ~ ul:not(.active-filters) li") == [
        "Sans Élise Marchand, 1 article",
        "Sans Récit, 1 article",
    ]
    for way in ways:
        assert len(found_titles(read(client, f"{revue.url}recherche/{way.a['href']}" if way.a else ""))) == 1
    assert soup.select("a.more-link")[-1]["href"] == f"{revue.url}recherche/"


@pytest.mark.usefixtures("articles")
def test_words_nowhere_together_give_what_holds_some(client: Client, revue: RevueIndexPage) -> None:
    soup = ask(client, revue, q="formulaire hôpital")

    assert set(found_titles(soup)) == {"Le formulaire", "Le soin"}
    assert "Aucun article ne contient tous ces mots" in texts(soup, "[role=status]")[0]


@pytest.mark.usefixtures("articles")
def test_words_are_marked_in_titles_and_extracts(client: Client, revue: RevueIndexPage) -> None:
    soup = ask(client, revue, q="guichets")

    assert texts(soup, "mark") == ["guichet", "guichet"]
    assert texts(soup, ".search-extract") == ["Au guichet, on lit."]


@pytest.mark.usefixtures("articles")
def test_what_someone_looks_for_is_kept_nowhere(client: Client, revue: RevueIndexPage) -> None:
    assert "private" in client.get(f"{revue.url}recherche/?q=guichet")["Cache-Control"]


def test_drafts_are_never_found(client: Client, revue: RevueIndexPage, numero: NumeroPage, elise: Personne) -> None:
    draft = add_article(numero, "Un brouillon", elise, live=False)
    draft.mots_cles.add("secret")
    draft.save()

    soup = ask(client, revue, q="brouillon", signature=elise.slug, mot="secret")

    assert found_titles(soup) == []
    assert "Élise Marchand" not in main_text(soup)
    assert "secret" not in main_text(soup)
    assert texts(soup, "select") == []


def test_the_words_of_an_article_lead_to_those_that_share_them(
    client: Client, revue: RevueIndexPage, articles: list[ArticlePage]
) -> None:
    (link,) = read(client, articles[1]).select(".article-end .format-word a")

    assert (text(link), link["href"]) == ("Écran", f"{revue.url}recherche/?mot=%C3%A9cran")
    assert found_titles(read(client, str(link["href"]))) == ["Le soin", "Le formulaire"]


def test_an_article_is_found_by_who_signs_it_and_by_its_notes(
    client: Client, revue: RevueIndexPage, numero: NumeroPage, elise: Personne
) -> None:
    article = noted_article(numero, f"<p>Un{call(1)}</p>", live=False)
    article.author_links.create(personne=elise)
    article.footnotes.create(uuid=note_id(1), text="Voir la charte.")
    article.save_revision().publish()

    assert [found_titles(ask(client, revue, q=words)) for words in ("élise marchand", "charte")] == [
        ["Lire l’écran"]
    ] * 2

    elise.last_name = "Petit"
    elise.save()

    assert found_titles(ask(client, revue, q="élise petit")) == ["Lire l’écran"]
    assert found_titles(ask(client, revue, q="marchand")) == []


def test_an_extract_is_the_passage_that_holds_the_most_words() -> None:
    first = f"<p>Le guichet {'encore ' * 60}fin.</p>"
    notes = '<p>Avant. <footnote id="a">guichet</footnote></p>'
    best = f"<p>{'loin ' * 60}Le <b>formulaire</b> au guichet &amp; l’écran {'puis ' * 60}</p>"
    stream = [{"type": "paragraph", "value": value, "id": "x"} for value in (notes, first, best)]

    found = extract(stream, set(stem_words("formulaires guichets")))

    assert found.startswith("… loin ")
    assert "Le <mark>formulaire</mark> au <mark>guichet</mark> &amp; l’écran" in found
    assert found.endswith("puis …")
    assert len(found) < 330
    assert extract(stream, {"absent"}) == ""


ADDRESSES = st.fixed_dictionaries(
    {},
    optional={
        name: st.one_of(st.text(max_size=40), st.sampled_from(['"', "\x00", "9" * 400, "a\ud800", "NEAR(", "*", "'--"]))
        for name in ("q", "numero", "signature", "mot", "genre", "thematique", "page")
    },
)


@pytest.mark.usefixtures("articles")
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parameters=ADDRESSES)
def test_no_address_breaks_it(client: Client, revue: RevueIndexPage, parameters: dict[str, str]) -> None:
    query = urlencode(parameters, errors="surrogatepass")

    assert client.get(f"{revue.url}recherche/?{query}").status_code in {200, 400}


def test_its_cost_does_not_grow(
    client: Client, revue: RevueIndexPage, numero: NumeroPage, elise: Personne, mediation: Thematique
) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            other = PersonneFactory()
            body = [("paragraph", "<p>Au guichet, un formulaire.</p>")]
            article = add_article(numero, f"Article {other.pk}", elise, other, body=body)
            article.mots_cles.add("lecture", f"mot {other.pk}")
            article.save()
            add_thematiques(article, mediation)

    add(3)
    everything = {"q": "guichet formulaire", "numero": "3", "signature": elise.slug, "mot": "lecture"}
    everything |= {"thematique": "mediation"}
    addresses = [
        f"{revue.url}recherche/{query}"
        for query in ("", f"?{urlencode(everything)}", f"?{urlencode(everything | {'genre': 'recit'})}")
    ]
    few = [count_queries(client, address) for address in addresses]
    add(5)

    assert [count_queries(client, address) for address in addresses] == few
    assert max(few) <= MAXIMUM_QUERIES
