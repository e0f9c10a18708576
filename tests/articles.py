"""Articles of the revue with their notes, for tests."""

from typing import Any
from uuid import UUID

from revue.models import ArticlePage, NumeroPage
from socle.models import Personne
from tests.factories import ArticlePageFactory


def add_article(numero: NumeroPage, title: str, *authors: Personne, **fields: Any) -> ArticlePage:
    """An article of `numero`, signed by `authors` in that order."""
    article: ArticlePage = ArticlePageFactory(parent=numero, title=title, **fields)
    for order, author in enumerate(authors):
        article.author_links.create(personne=author, sort_order=order)
    # The relation is deferred until its page is saved.
    article.save()
    return article


def note_id(rank: int) -> str:
    """The identifier of the note given `rank`-th, from 1."""
    return str(UUID(int=rank))


def call(rank: int) -> str:
    """A call of that note, as the editor of Wagtail stores it."""
    return f'<footnote id="{note_id(rank)}">[{note_id(rank)[:6]}]</footnote>'


def noted_article(numero: NumeroPage, *texts: str, notes: tuple[str, ...] = (), **fields: Any) -> ArticlePage:
    """An article made of `texts`, paragraphs in HTML, with `notes`: their texts, in the order of their identifiers."""
    body = [("paragraph", text) for text in texts]
    article: ArticlePage = ArticlePageFactory(parent=numero, **{"title": "Lire l’écran", "body": body, **fields})
    add_notes(article, *notes)
    return article


def add_notes(article: ArticlePage, *notes: str) -> None:
    """Add notes to those of the article, and keep them."""
    first = article.footnotes.count() + 1
    for rank, text in enumerate(notes, start=first):
        article.footnotes.create(uuid=note_id(rank), text=text, sort_order=rank)
    # The relation is deferred until its page is saved.
    article.save()
