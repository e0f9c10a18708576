"""The page of an issue: its cover and file, its contents by rubrique, who made it, the issues beside it."""

from typing import Any

from django.test import Client

from revue.models import NumeroPage, RevueIndexPage, Rubrique
from revue.presentation import contents
from tests.articles import add_article
from tests.factories import NecDocumentFactory, NecImageFactory, NumeroPageFactory, PersonneFactory, ThematiqueFactory
from tests.reading import add_thematiques, count_queries, main_text, read, texts, titles


def test_contents_keep_the_order_of_the_editors(client: Client, numero: NumeroPage) -> None:
    elise = PersonneFactory(first_name="Élise", last_name="Marchand")
    karim = PersonneFactory(first_name="Karim", last_name="Lavigne")
    article = add_article(numero, "Lire l’écran", elise, summary="Une enquête.", kind="enquete", first_page=8)
    add_thematiques(article, ThematiqueFactory(title="Médiation & compétences", colour="mediation"))
    other = add_article(numero, "Le formulaire", karim, elise, summary="", kind="entretien")
    other.author_links.filter(personne=karim).update(role="propos")

    soup = read(client, numero)

    assert titles(soup) == [
        "h1 Illettrisme et inclusion",
        "h2 Sommaire",
        "h3 Lire l’écran",
        "h3 Le formulaire",
        "h2 Dans ce numéro",
    ]
    assert texts(soup, ".issue-contents .contents-page") == ["Page 8", ""]
    assert texts(soup, ".issue-contents .small:not(.muted)") == ["Enquête. Une enquête.", "Entretien."]
    assert texts(soup, ".issue-contents .muted") == [
        "Élise Marchand",
        "Karim Lavigne (propos recueillis), Élise Marchand",
    ]
    assert texts(soup, ".contents-mark") == ["Médiation & compétences"]
    assert texts(soup, ".people .person-name") == ["Élise Marchand", "Karim Lavigne"]


def test_rubriques_stand_where_their_first_article_does(client: Client, numero: NumeroPage) -> None:
    enquetes, carnets = Rubrique.objects.create(title="Enquêtes"), Rubrique.objects.create(title="Carnets")
    placed = [("Mot", None), ("A", enquetes), ("B", carnets), ("C", enquetes), ("Outils", None), ("Fin", None)]
    for title, rubrique in placed:
        add_article(numero, title, rubrique=rubrique)

    parts = contents(numero.articles.for_contents())

    found = [(part.rubrique, [article.title for article in part.articles]) for part in parts]
    assert found == [(None, ["Mot"]), (enquetes, ["A", "C"]), (carnets, ["B"]), (None, ["Outils", "Fin"])]
    assert titles(read(client, numero))[2:] == [
        "h3 Mot",
        "h3 Enquêtes",
        "h4 A",
        "h4 C",
        "h3 Carnets",
        "h4 B",
        "h3 Outils",
        "h3 Fin",
    ]


def test_an_issue_tells_who_did_what(client: Client, revue: RevueIndexPage, numero: NumeroPage) -> None:
    writer = PersonneFactory(first_name="Élise", last_name="Marchand", role="Journaliste")
    photographer = PersonneFactory(first_name="Karim", last_name="Lavigne")
    article = add_article(numero, "Lire l’écran", writer, photographer)
    article.author_links.filter(personne=photographer).update(role="photo")
    numero.editorial = [("paragraph", "<p>Un mot avant les mots.</p>")]  # type: ignore[assignment]
    numero.editorial_author = writer
    numero.credits = [("credit", {"role": "Rédaction en chef", "names": "François Huguet"})]  # type: ignore[assignment]
    numero.save()

    soup = read(client, numero)

    assert titles(soup) == [
        "h1 Illettrisme et inclusion",
        "h2 Sommaire",
        "h3 Éditorial",
        "h3 Lire l’écran",
        "h2 Éditorial",
        "h2 Dans ce numéro",
        "h2 Ours",
    ]
    assert "Un mot avant les mots. Élise Marchand" in main_text(soup)
    assert texts(soup, ".people .person > div") == ["Élise Marchand Journaliste", "Karim Lavigne Photographies"]
    assert [link["href"] for link in soup.select(".people a, .issue-signature a")] == [
        f"{revue.url}signatures/elise-marchand/",
        f"{revue.url}signatures/elise-marchand/",
        f"{revue.url}signatures/karim-lavigne/",
    ]
    assert texts(soup, ".facts > div") == ["Rédaction en chefFrançois Huguet"]


def test_an_issue_without_article_or_file_says_so(client: Client, numero: NumeroPage) -> None:
    soup = read(client, numero)

    assert titles(soup) == ["h1 Illettrisme et inclusion", "h2 Sommaire"]
    assert "Les articles de ce numéro ne sont pas encore en ligne." in main_text(soup)
    assert soup.select("main a.button") == []


def test_an_issue_to_appear_is_announced_without_a_paper(client: Client, numero: NumeroPage) -> None:
    numero.is_to_appear = True
    numero.save()

    soup = read(client, numero)

    assert "Numéro 3, été 2024, à paraître" in main_text(soup)
    assert "Ce numéro est à paraître : ses articles viendront ici." in main_text(soup)
    assert [cover.get("data-t") for cover in soup.select(".cover-upcoming")] == [None]


def test_an_issue_gives_its_file_with_its_size(client: Client, revue: RevueIndexPage, numero: NumeroPage) -> None:
    document = NecDocumentFactory(page_count=64, is_accessible=True)
    document.file_size = 4_100_000
    document.save()
    numero.document = document
    numero.save()
    revue.paper_copy = "<p>Écrivez-nous.</p>"
    revue.save()

    soup = read(client, numero)

    assert [link["href"] for link in soup.select("main a.button")] == [document.url]
    assert texts(soup, ".issue-cover .muted") == [
        "PDF, 64 pages, 4,1 Mo, document accessible. Licence CC BY-SA 4.0 FR. Demander un exemplaire papier"
    ]
    assert soup.select(".issue-cover .muted a")[-1]["href"] == f"{revue.url}#exemplaire-papier"
    assert read(client, revue).select("#exemplaire-papier") != []
    assert "Il se lit en PDF." in main_text(soup)


def test_an_issue_leads_to_those_beside_it(client: Client, revue: RevueIndexPage, numero: NumeroPage) -> None:
    for number, title in ((1, "Empreinte"), (2, "Santé"), (5, "Migrations")):
        NumeroPageFactory(parent=revue, number=number, title=title)
    NumeroPageFactory(parent=revue, number=4, title="Jeux", is_to_appear=True)

    neighbours = read(client, numero).select("nav[aria-label='Autres numéros']")[0]

    assert texts(neighbours, "li") == ["n° 2, Santé", "n° 4, à paraître"]
    assert [link["rel"] for link in neighbours.select("a")] == [["prev"]]


def test_the_cost_of_an_issue_does_not_grow(client: Client, revue: RevueIndexPage, numero: NumeroPage) -> None:
    thematique = ThematiqueFactory()
    numero.editorial_author = PersonneFactory()
    numero.document = NecDocumentFactory()
    numero.save()
    for number in (2, 4):
        NumeroPageFactory(parent=revue, number=number)

    def add(number: int) -> None:
        for _ in range(number):
            personne: Any = PersonneFactory(portrait=NecImageFactory())
            rubrique = Rubrique.objects.create(title=f"Rubrique {personne.pk}")
            add_thematiques(add_article(numero, f"Article {personne.pk}", personne, rubrique=rubrique), thematique)

    add(3)
    few = count_queries(client, numero)
    add(9)

    assert count_queries(client, numero) == few
    assert few <= 15
