"""What may change the files of the revue: publications, moves, deletions, restrictions, names of those who sign."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from revue.exports.downloads import forget_downloads
from revue.exports.making import ask_for_files
from revue.models import ArticlePage, ExportFile, NumeroPage, RevueIndexPage
from socle.models import Personne

#: Length of the step of a path in the tree of pages.
STEP = Page.steplen


def _page_changed(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A page was published or taken offline: its own files change, and those of what prints its title or its text."""
    if isinstance(instance, ArticlePage):
        ask_for_files([instance.pk, *_numeros_at([instance.path])])
    elif isinstance(instance, NumeroPage | RevueIndexPage):
        ask_for_files(_below(instance.path))


def _page_moved(
    sender: type[Page], instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    """Its place in the contents changed, or its address and those of the pages below it."""
    before = [parent_page_before.pk] if isinstance(parent_page_before.specific_deferred, NumeroPage) else []
    ask_for_files([*_below(instance.path), *_numeros_at([instance.path]), *before])


def _article_deleted(sender: type[ArticlePage], instance: ArticlePage, **kwargs: Any) -> None:
    ask_for_files(_numeros_at([instance.path]))


def _restriction_changed(sender: type[PageViewRestriction], instance: PageViewRestriction, **kwargs: Any) -> None:
    """What became private loses its files, what became public gets some."""
    page = Page.objects.filter(pk=instance.page_id).first()
    if page:
        ask_for_files([*_below(page.path), *_numeros_at([page.path])])


def _person_renamed(sender: type[Personne], instance: Personne, raw: bool = False, **kwargs: Any) -> None:
    if raw or kwargs.get("created"):
        return
    articles = ArticlePage.objects.live().filter(author_links__personne=instance).values_list("pk", "path")
    editorials = NumeroPage.objects.live().filter(editorial_author=instance).values_list("pk", flat=True)
    found = dict(articles)
    if found or editorials:
        ask_for_files([*found, *_numeros_at(found.values()), *editorials])


def _file_changed(sender: type[ExportFile], instance: ExportFile, **kwargs: Any) -> None:
    forget_downloads(instance.page_id)
    transaction.on_commit(partial(forget_downloads, instance.page_id))


def _forget_file(sender: type[ExportFile], instance: ExportFile, **kwargs: Any) -> None:
    name, storage = instance.file.name, instance.file.storage
    if name:
        # After the commit: a deletion that is undone leaves its file.
        transaction.on_commit(lambda: storage.delete(name), robust=True)


def _numeros_at(paths: Iterable[str]) -> list[int]:
    """The issues that hold the pages at `paths`."""
    parents = {path[:-STEP] for path in paths}
    return list(NumeroPage.objects.filter(path__in=parents).values_list("pk", flat=True))


def _below(path: str) -> list[int]:
    """The issues and the articles at `path` and below it."""
    articles = ArticlePage.objects.filter(path__startswith=path).values_list("pk", flat=True)
    numeros = NumeroPage.objects.filter(path__startswith=path).values_list("pk", flat=True)
    return [*articles, *numeros]


def register() -> None:
    """Connect every handler; called once the apps are ready."""
    for number, signal in enumerate((page_published, page_unpublished)):
        signal.connect(_page_changed, dispatch_uid=f"nec-revue-files-{number}")
    post_page_move.connect(_page_moved, dispatch_uid="nec-revue-files-move")
    post_delete.connect(_article_deleted, sender=ArticlePage, dispatch_uid="nec-revue-files-delete")
    post_save.connect(_person_renamed, sender=Personne, dispatch_uid="nec-revue-files-person")
    for name, saved in (("save", post_save), ("delete", post_delete)):
        saved.connect(_restriction_changed, sender=PageViewRestriction, dispatch_uid=f"nec-revue-files-private-{name}")
        saved.connect(_file_changed, sender=ExportFile, dispatch_uid=f"nec-revue-files-known-{name}")
    post_delete.connect(_forget_file, sender=ExportFile, dispatch_uid="nec-revue-files-forget")
