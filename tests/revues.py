"""Issues and articles of the revue for tests: one article that holds every block, with notes and references."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from revue.blocks import ArticleStreamBlock
from revue.document import ArticleDocument
from revue.models import ArticlePage, NumeroPage, RevueIndexPage, Rubrique
from tests.factories import (
    ArticlePageFactory,
    FormPageFactory,
    NecDocumentFactory,
    NecImageFactory,
    NumeroPageFactory,
    PartenaireFactory,
    PersonneFactory,
    RevueIndexPageFactory,
    StandardPageFactory,
)

FIRST_NOTE = UUID("11111111-1111-4111-8111-111111111111")
SECOND_NOTE = UUID("22222222-2222-4222-8222-222222222222")
LOST_NOTE = UUID("33333333-3333-4333-8333-333333333333")

NOTED = (
    f'<p>Le pari d\'un <b>numérique</b> en commun<footnote id="{SECOND_NOTE}">[2222]</footnote> ?</p>'
    f'<p>Une suite<footnote id="{FIRST_NOTE}">[1111]</footnote>, et un rappel'
    f'<footnote id="{SECOND_NOTE}">[2222]</footnote>.<footnote id="{LOST_NOTE}">[3333]</footnote></p>'
)


def numero_page(home_page: Any, **fields: Any) -> NumeroPage:
    """An issue in its revue."""
    revue: RevueIndexPage = RevueIndexPageFactory(parent=home_page, title="La revue NEC", online_issn="2049-3630")
    given = {"number": 3, "title": "Illettrisme et inclusion", "colour": "mediation", "summary": "Un numéro."}
    numero: NumeroPage = NumeroPageFactory(parent=revue, **(given | fields))
    return numero


def article_page(numero: NumeroPage, *authors: Any, **fields: Any) -> ArticlePage:
    """An article of `numero`, which `authors` sign; with a paragraph, unless `fields` say else."""
    given = {"body": [{"type": "paragraph", "value": "<p>Un mot.</p>"}]}
    article: ArticlePage = ArticlePageFactory(parent=numero, **(given | fields))
    for order, author in enumerate(authors):
        article.author_links.create(personne=author, sort_order=order)
    article.save()
    return article


def add_notes(article: ArticlePage) -> None:
    """The notes that `NOTED` calls, but the last one."""
    article.footnotes.create(uuid=str(FIRST_NOTE), text="<p>Voir <i>La charte</i>.</p>", sort_order=0)
    article.footnotes.create(
        uuid=str(SECOND_NOTE), text='<p>Lire <a href="https://exemple.fr/a?b=1&amp;c=2">ceci</a> !</p>', sort_order=1
    )
    article.save()


def every_block(home_page: Any) -> list[tuple[str, Any]]:
    """The name of every block an article may hold, and its example, completed where an example needs the site."""
    NecImageFactory(title="Une salle pleine", credit="Studio Exemple")
    NecImageFactory(title="Un atelier", credit="")
    NecDocumentFactory(title="Le guide", page_count=12)
    PersonneFactory(first_name="Élise", last_name="Marchand", role="Chercheuse")
    PartenaireFactory(name="Les Bases", website="https://lesbases.exemple.fr/")
    StandardPageFactory(parent=home_page, title="La démarche", summary="En quatre temps.")
    FormPageFactory(parent=home_page, title="Nous écrire")
    blocks = ArticleStreamBlock().child_blocks
    # Examples may lack fields, which what is stored never does.
    return [(name, child.to_python(child.get_prep_value(child.get_preview_value()))) for name, child in blocks.items()]


def rich_article(home_page: Any, numero: NumeroPage, **fields: Any) -> ArticlePage:
    """An article with every block, two notes of which one is called twice, two references and two signatures."""
    blocks = ArticleStreamBlock().child_blocks
    body = [{"type": name, "value": blocks[name].get_prep_value(value)} for name, value in every_block(home_page)]
    noted = {"type": "paragraph", "value": NOTED}
    given = {
        "title": "Lire l'écran : 3 leçons & un pari",
        "summary": "Ce que dit l'enquête.",
        "body": [noted, *body],
        "bibliography": [
            {"type": "reference", "value": "<p>Huguet, F., <i>Communs</i>, 2024.</p>"},
            {"type": "reference", "value": '<p>ANCT, <a href="https://exemple.fr/">rapport</a>.</p>'},
        ],
    }
    article = article_page(numero, PersonneFactory(first_name="Jean", last_name="de La Fontaine"), **(given | fields))
    add_notes(article)
    return article


def rich_numero(home_page: Any, **fields: Any) -> NumeroPage:
    """An issue with an editorial, credits, an article of every block, two of a rubrique and one of none."""
    given = {
        "editorial": [{"type": "paragraph", "value": "<p>Pourquoi ce numéro ?</p>"}],
        "editorial_author": PersonneFactory(first_name="François", last_name="Huguet"),
        "credits": [{"type": "credit", "value": {"role": "Rédaction en chef", "names": "François Huguet"}}],
    }
    numero = numero_page(home_page, **(given | fields))
    rich_article(home_page, numero)
    enquetes = Rubrique.objects.create(title="Enquêtes")
    parts = [
        {"type": "heading", "value": {"text": "Une partie", "level": "h2"}},
        {"type": "paragraph", "value": NOTED},
    ]
    for title, rubrique in (("À Metz", enquetes), ("À Lens", enquetes), ("Après", None)):
        article = article_page(numero, PersonneFactory(), title=title, rubrique=rubrique, body=parts)
        add_notes(article)
    return numero


def plain_document(**changes: Any) -> ArticleDocument:
    """The document of an article, without a database."""
    given: dict[str, Any] = {
        "pk": 1,
        "title": "Lire l’écran",
        "kind": "Enquête",
        "rubrique": "",
        "summary": "",
        "signatures": (),
        "blocks": (),
        "notes": (),
        "bibliography": (),
        "corrections": (),
        "issue": "La revue NEC, n°\u00a03",
        "season": "Été 2024",
        "citation": "Lire l’écran.",
        "licence": "CC BY-SA 4.0 FR",
        "licence_url": "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
        "url": "https://nec.example/revue/numero-3/lire/",
        "site_name": "NEC",
        "owner": "ANCT",
        "published_on": date(2024, 7, 1),
        "written_at": datetime(2024, 7, 2, 8, tzinfo=UTC),
    }
    return ArticleDocument(**(given | changes))
