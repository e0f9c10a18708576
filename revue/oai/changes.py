"""Notes what changes a record and is no publication of its page: harvesters ask for what changed since they came.

A record is withdrawn when its page is taken offline, deleted, made private or no longer to be listed. It changes too
when its page comes back, moves, or speaks of an issue, a person or a thématique whose name changed.
"""

from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from revue.models import ArticleAuthor, NumeroPage, OaiChange
from revue.oai.pages import RECORD_TYPES, harvestable_pages
from revue.oai.sets import places_of
from socle.models import BasePage, PageThematique, Personne, Thematique
from socle.querysets import BasePageQuerySet

KEPT_FIELDS = ["changed_at", "set_specs"]


def note_change(pages: BasePageQuerySet) -> None:
    """Say that the records of `pages` changed now, whether they are still public or not."""
    rows = list(pages.values_list("pk", "path", "translation_key"))
    places = places_of((pk, path) for pk, path, _key in rows)
    now = timezone.now()
    OaiChange.objects.bulk_create(
        [OaiChange(key=key, changed_at=now, set_specs=" ".join(places[pk].set_specs)) for pk, _path, key in rows],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=KEPT_FIELDS,
    )


def _unpublished(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Also sent when a page is deleted, or one above it, while it is still there."""
    note_change(harvestable_pages().public().filter(pk=instance.pk))


def _published(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A publication dates its record by itself, unless it withdraws it; that of an issue changes its articles' too."""
    pages = harvestable_pages()
    if _was_published_before(instance) and not pages.filter(pk=instance.pk).exists():
        note_change(BasePage.objects.public().filter(pk=instance.pk))
    if isinstance(instance, NumeroPage):
        note_change(pages.live().public().child_of(instance))


def _was_published_before(page: Page) -> bool:
    return bool(page.first_published_at and page.last_published_at) and page.first_published_at < page.last_published_at


def _moved(sender: Any, instance: Page, **kwargs: Any) -> None:
    """The addresses of all that is below changed."""
    note_change(harvestable_pages().live().public().descendant_of(instance, inclusive=True))


def _restricted(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        note_change(harvestable_pages().live().descendant_of(page, inclusive=True))


def _renamed_personne(sender: Any, instance: Personne, created: bool = False, **kwargs: Any) -> None:
    if not created:
        signed = ArticleAuthor.objects.filter(personne=instance).values("article")
        opened = NumeroPage.objects.filter(editorial_author=instance).values("pk")
        note_change(harvestable_pages().live().public().filter(Q(pk__in=signed) | Q(pk__in=opened)))


def _renamed_thematique(sender: Any, instance: Thematique, created: bool = False, **kwargs: Any) -> None:
    if not created:
        bearing = PageThematique.objects.filter(thematique=instance).values("page")
        note_change(harvestable_pages().live().public().filter(pk__in=bearing))


def register() -> None:
    """Connect every handler; called once the apps are ready."""
    for model in RECORD_TYPES:
        page_published.connect(_published, sender=model, dispatch_uid=f"nec-oai-published-{model.__name__}")
        page_unpublished.connect(_unpublished, sender=model, dispatch_uid=f"nec-oai-unpublished-{model.__name__}")
    post_page_move.connect(_moved, dispatch_uid="nec-oai-moved")
    page_slug_changed.connect(_moved, dispatch_uid="nec-oai-slug")
    post_save.connect(_restricted, sender=PageViewRestriction, dispatch_uid="nec-oai-restricted")
    post_delete.connect(_restricted, sender=PageViewRestriction, dispatch_uid="nec-oai-opened")
    post_save.connect(_renamed_personne, sender=Personne, dispatch_uid="nec-oai-personne")
    post_save.connect(_renamed_thematique, sender=Thematique, dispatch_uid="nec-oai-thematique")
