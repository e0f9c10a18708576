"""The document of an article: a decision for every block, notes numbered by their first call, French, full links."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import HomePage
from revue.blocks import ArticleStreamBlock, EditorialStreamBlock
from revue.document import (
    Callout,
    Figure,
    Gallery,
    Heading,
    KeyFigures,
    LinkItem,
    Links,
    Media,
    Note,
    Quote,
    Rule,
    Signature,
    Steps,
    Table,
    Verbatim,
    articles_of,
    read_article,
    read_numero,
)
from revue.document.blocks import CONVERTERS, LEFT_OUT, Reader
from revue.models import ArticlePage, NumeroPage
from socle.prose import Emphasis, Link, Listing, NoteCall, Paragraph, Text, plain_words, read_prose
from tests.factories import PersonneFactory
from tests.revues import NOTED, add_notes, article_page, every_block, numero_page, rich_article


@pytest.fixture
def numero(home_page: HomePage) -> NumeroPage:
    return numero_page(home_page)


def test_a_decision_is_made_for_every_block() -> None:
    blocks = {*ArticleStreamBlock().child_blocks, *EditorialStreamBlock().child_blocks}

    assert CONVERTERS.keys() | LEFT_OUT.keys() == blocks
    assert CONVERTERS.keys() & LEFT_OUT.keys() == set()


#: What each block becomes, by its example.
SHAPES = {
    "paragraph": [Paragraph, Paragraph, Listing],
    "heading": [Heading],
    "accordion": [Heading, Heading, Paragraph, Heading, Listing, Heading, Paragraph],
    "steps": [Heading, Steps],
    "image": [Figure],
    "gallery": [Heading, Gallery],
    "video": [Media],
    "audio": [Media],
    "figures": [KeyFigures],
    "chart": [Heading, Table],
    "table": [Table],
    "quote": [Quote],
    "verbatim": [Verbatim],
    "callout": [Callout],
    "buttons": [Links],
    "call_to_action": [Callout],
    "page_cards": [Heading, Links],
    "downloads": [Heading, Links],
    "personnes": [Heading, Links],
    "partenaires": [Heading, Links],
    "form_page": [Links],
    "external_form": [Links],
    "columns": [Heading, Listing, Heading, Listing],
    "separator": [Rule],
}


def test_every_block_becomes_what_was_decided(home_page: HomePage, numero: NumeroPage) -> None:
    examples = dict(every_block(home_page))
    reader = Reader("http://localhost/")
    found = {name: [type(part) for part in convert(reader, examples[name])] for name, convert in CONVERTERS.items()}

    assert found == SHAPES


def test_notes_are_numbered_by_their_first_call(numero: NumeroPage) -> None:
    article = article_page(numero, body=[{"type": "paragraph", "value": NOTED}])
    add_notes(article)

    document = read_article(ArticlePage.objects.get(pk=article.pk))

    first, second = document.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert [call for call in first.children if isinstance(call, NoteCall)] == [NoteCall(1, 1)]
    assert [call for call in second.children if isinstance(call, NoteCall)] == [NoteCall(2, 1), NoteCall(1, 2)]
    assert plain_words(first.children) == "Le pari d’un numérique en commun\u202f?"
    assert document.notes == (
        Note(1, (Text("Lire "), Link("https://exemple.fr/a?b=1&c=2", (Text("ceci"),)), Text("\u202f!")), 2),
        Note(2, (Text("Voir "), Emphasis((Text("La charte"),)), Text(".")), 1),
    )


def test_a_call_stands_against_the_word_before_it() -> None:
    [paragraph] = read_prose('<p>Un mot <footnote id="a">[a]</footnote>, puis.</p>', "", lambda _note: NoteCall(1, 1))

    assert paragraph == Paragraph((Text("Un mot"), NoteCall(1, 1), Text(", puis.")))


def test_titles_never_skip_a_level(numero: NumeroPage) -> None:
    callout = {"type": "callout", "value": {"title": "À part", "text": "<p>Mot.</p>", "kind": "warning"}}
    article = article_page(
        numero,
        body=[
            callout,
            {"type": "heading", "value": {"text": "Une sous-partie d'abord", "level": "h3"}},
            {"type": "heading", "value": {"text": "Une partie", "level": "h2"}},
            {"type": "heading", "value": {"text": "Une sous-partie", "level": "h3"}},
            callout,
        ],
    )

    before, *parts, after = read_article(article).blocks

    assert isinstance(before, Callout)
    assert isinstance(after, Callout)
    assert before == Callout("Attention", (Heading("À part", 1), Paragraph((Text("Mot."),))))
    assert parts == [
        Heading("Une sous-partie d’abord", 1, "une-sous-partie-dabord", is_part=True),
        Heading("Une partie", 1, "une-partie", is_part=True),
        Heading("Une sous-partie", 2, "une-sous-partie", is_part=True),
    ]
    assert after.blocks[0] == Heading("À part", 3)


def test_pictures_say_what_they_show_and_whose_they_are(home_page: HomePage, numero: NumeroPage) -> None:
    article = rich_article(home_page, numero)

    [figure] = [block for block in read_article(article).blocks if isinstance(block, Figure)]

    assert figure.picture.alternative == "Une salle pleine"
    assert figure.picture.is_photo
    assert (figure.credit, figure.licence) == ("Studio Exemple", "CC BY-SA 4.0 FR")
    assert figure.licence_url.startswith("https://creativecommons.org/")


def test_links_are_full_addresses(home_page: HomePage, numero: NumeroPage) -> None:
    article = rich_article(home_page, numero)

    links = [item for block in read_article(article).blocks if isinstance(block, Links) for item in block.items]

    assert LinkItem("La démarche", "http://localhost/la-demarche/", "En quatre temps.") in links
    assert {item.url.partition(":")[0] for item in links if item.url} == {"http", "https"}


def test_an_article_says_who_made_it_and_how(numero: NumeroPage) -> None:
    article = article_page(numero, PersonneFactory(first_name="Élise", last_name="Marchand", role="Chercheuse"))
    article.author_links.create(
        personne=PersonneFactory(first_name="Ana", last_name="Pires"), role="photo", sort_order=1
    )
    article.save()

    document = read_article(ArticlePage.objects.get(pk=article.pk))

    assert document.signatures == (
        Signature("Élise Marchand", "", "Chercheuse"),
        Signature("Ana Pires", "Photographies", ""),
    )
    assert document.byline == "Élise Marchand, Ana Pires (photographies)"
    assert document.issue == "La revue NEC, n°\u00a03"


def test_an_issue_holds_its_public_articles_in_order(numero: NumeroPage) -> None:
    first, hidden, second = (article_page(numero, title=title) for title in ("Un", "Brouillon", "Deux"))
    hidden.live = False
    hidden.save()
    second.move(first, pos="left")

    document = read_numero(numero, articles_of(numero))

    assert [article.title for article in document.articles] == ["Deux", "Un"]
    assert document.issn == "2049-3630"
    assert document.season == "Été 2024"


def test_an_issue_costs_as_many_queries_whatever_its_articles(numero: NumeroPage) -> None:
    read_numero(numero, [])  # Warms the cache of the site's names.
    costs = []
    for number in (2, 6):
        for _rank in range(number):
            add_notes(article_page(numero, PersonneFactory(), body=[{"type": "paragraph", "value": NOTED}]))
        page = NumeroPage.objects.get(pk=numero.pk)
        with CaptureQueriesContext(connection) as queries:
            read_numero(page, articles_of(page))
        costs.append(len(queries))

    assert costs[0] == costs[1]
