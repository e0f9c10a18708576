"""Makes the files of the revue in the background, when what they say has changed, and forgets those of former texts.

A publication only asks (`ask_for_files`). What a whole transaction asked for is counted once when it ends, however many
articles it published, and each task compares digests first: it does nothing for a content that has its file.
"""

import logging
from collections.abc import Iterable
from datetime import timedelta
from threading import local
from typing import Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from revue.exports.downloads import forget_downloads
from revue.exports.errors import ExportError
from revue.exports.formats import Document, FileKind, digest_of, has_text, kinds_of, page_count, read_document
from revue.models import ArticlePage, ExportFile, NumeroPage
from socle.models import BasePage

logger = logging.getLogger(__name__)

#: A whole issue waits for the articles published just after the first one, where the tasks can wait.
ISSUE_DELAY: Final = timedelta(seconds=20)
#: Signs of a digest that name a file.
NAME_LENGTH: Final = 20


class _Asked(local):
    """The pages whose files were asked for in the transaction of this thread."""

    def __init__(self) -> None:
        self.pages: set[int] = set()


_asked = _Asked()


def ask_for_files(pages: Iterable[int]) -> None:
    """Have the files of `pages` (primary keys) made, once the transaction is done."""
    _asked.pages.update(pages)
    # Robust: tasks out of order must not break a publication.
    transaction.on_commit(_enqueue, robust=True)


def _enqueue() -> None:
    asked, _asked.pages = _asked.pages, set()
    pages = list(BasePage.objects.filter(pk__in=asked).order_by("path").specific())
    for page in pages:
        announce(page)
    # Articles first: readers wait for the one they see.
    for page in sorted(pages, key=lambda page: isinstance(page, NumeroPage)):
        _enqueue_page(page)


def _enqueue_page(page: BasePage) -> None:
    waits = isinstance(page, NumeroPage) and make_files_of.get_backend().supports_defer
    making = make_files_of.using(run_after=timezone.now() + ISSUE_DELAY) if waits else make_files_of
    making.enqueue(page.pk)


def announce(page: BasePage) -> None:
    """Say on the page that its files are being made: a row for each, without a file yet."""
    if has_text(page):
        rows = [ExportFile(page_id=page.pk, format=kind.format) for kind in kinds_of(page)]
        ExportFile.objects.bulk_create(rows, ignore_conflicts=True)
        forget_downloads(page.pk)


@task()
def make_files_of(page_pk: int) -> None:
    """Make the files of a page, if it is still there."""
    page = BasePage.objects.filter(pk=page_pk).specific().first()
    if page:
        make_files(page)


def make_files(page: BasePage) -> list[ExportFile]:
    """Make the files whose content has changed, and return their rows; forget those of a page that has none any more.

    A file that cannot be made raises nothing: its row says why, to editors, and the former file, which says what the
    page no longer does, goes.
    """
    document = read_document(page)
    if document is None:
        ExportFile.objects.filter(page_id=page.pk).delete()
        return []
    return [row for kind in kinds_of(page) if (row := _make(page, kind, document))]


def _make(page: BasePage, kind: FileKind, document: Document) -> ExportFile | None:
    digest = digest_of(kind, document)
    known = ExportFile.objects.filter(page_id=page.pk, format=kind.format, digest=digest, failure="").exclude(file="")
    if (row := known.first()) and row.file.storage.exists(row.file.name):
        return None
    try:
        content, failure = kind.make(document), ""
    except ExportError as error:
        logger.warning("File of the revue not made: %s of page %s: %s", kind.format, page.pk, error)
        content, failure = b"", str(error)
    except Exception as error:  # a task has nobody to raise to: editors read it on their page
        logger.exception("File of the revue not made: %s of page %s", kind.format, page.pk)
        content, failure = (
            b"",
            _("Une erreur imprévue a empêché de le faire (%(kind)s).") % {"kind": type(error).__name__},
        )
    return _keep(page, kind, digest, content, failure)


def _keep(page: BasePage, kind: FileKind, digest: str, content: bytes, failure: str) -> ExportFile:
    """Put the file in the place of the former one, which goes once nothing names it."""
    with transaction.atomic():
        row, _created = ExportFile.objects.select_for_update().get_or_create(page_id=page.pk, format=kind.format)
        former, storage = row.file.name, row.file.storage
        row.digest, row.failure, row.made_at = digest, failure, timezone.now()
        row.size, row.page_count = len(content), page_count(kind, content)
        row.file = None if failure else ContentFile(content, f"{digest[:NAME_LENGTH]}.{kind.extension}")
        row.save()
        if former and former != row.file.name:
            transaction.on_commit(lambda: storage.delete(former), robust=True)
    logger.info("File of the revue made: %s of page %s, %s octets", kind.format, page.pk, len(content))
    return row


def pages_to_check() -> list[int]:
    """The pages that may have files, articles first, and those that had some."""
    articles = ArticlePage.objects.live().values_list("pk", flat=True)
    numeros = NumeroPage.objects.live().values_list("pk", flat=True)
    former = ExportFile.objects.values_list("page_id", flat=True)
    return list(dict.fromkeys([*articles.order_by("path"), *numeros.order_by("path"), *former]))


def failures() -> list[ExportFile]:
    """The files that could not be made, with why, for editors: the latest first."""
    return list(ExportFile.objects.exclude(failure="").select_related("page").order_by("-made_at"))
