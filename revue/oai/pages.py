"""The pages which are records of the repository: articles, issues and carnets that anyone may read."""

from datetime import UTC, datetime
from typing import Final, cast

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from wagtail.models import Page

from revue.models import ArticlePage, CarnetPage, NumeroPage, OaiChange
from socle.models import BasePage
from socle.querysets import BasePageQuerySet

RECORD_TYPES: Final = (ArticlePage, NumeroPage, CarnetPage)
#: Datestamp of a page that was never published through the admin: none was before.
FIRST_DATESTAMP: Final = datetime(2018, 1, 1, tzinfo=UTC)


def harvestable_pages() -> BasePageQuerySet:
    """Pages which are records once they are public: what is only announced is none, nor what is not to be listed."""
    announced = Q(pk__in=NumeroPage.objects.filter(is_to_appear=True).values("pk")) | Q(
        pk__in=CarnetPage.objects.filter(is_announced_only=True).values("pk")
    )
    pages = BasePage.objects.type(*RECORD_TYPES).filter(noindex=False).exclude(announced)
    return cast("BasePageQuerySet", pages)


def record_pages() -> BasePageQuerySet:
    """The records that are not deleted."""
    return harvestable_pages().live().public()


def with_datestamp(pages: BasePageQuerySet) -> BasePageQuerySet:
    """Annotate `datestamp`: the last publication, or a later change that no publication tells."""
    published = Coalesce(
        "last_published_at", "first_published_at", "latest_revision_created_at", Value(FIRST_DATESTAMP)
    )
    changed = Subquery(OaiChange.objects.filter(key=OuterRef("translation_key")).values("changed_at"))
    return pages.annotate(datestamp=Greatest(published, Coalesce(changed, published)))


def withdrawn() -> QuerySet[OaiChange]:
    """The records that are deleted: their page is no longer public, or no more at all."""
    return OaiChange.objects.exclude(key__in=record_pages().values("translation_key"))


def parent_path(path: str) -> str:
    """The path in the tree of the page above the one at `path`."""
    return path[: -Page.steplen]
