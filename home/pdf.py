"""The PDF of the charte: made when the page is published, kept in storage under a name that its content gives.

The route of the page only reads it. Where it is missing (a fresh database, an emptied storage, a new version of the
template) the first request makes it, once for all the others.
"""

import logging
import re
import time
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from socle.chrome import get_chrome
from socle.typography import date_range_text, french_text
from socle.typst import compile_pdf, fingerprint, rich_text

if TYPE_CHECKING:
    from home.models import ChartePage

logger = logging.getLogger(__name__)

TEMPLATE: Final = "typst/charte.typ"
FOLDER: Final = "pdf"
#: Signs that a file system, or the header that names a file, takes for something else.
UNFIT_FOR_A_NAME: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')

LOCK_SECONDS: Final = 30
WAIT_SECONDS: Final = 0.25
MAX_WAITS: Final = 20
SIZE_SECONDS: Final = 3600


class PdfBusyError(Exception):
    """Another process is making the PDF, and takes longer than a visitor should wait."""


@dataclass(frozen=True)
class ChartePdf:
    """The PDF of a charte as it is now."""

    page: "ChartePage"

    @cached_property
    def data(self) -> dict[str, Any]:
        """All that the document says."""
        return charte_data(self.page)

    @cached_property
    def digest(self) -> str:
        """What tells this PDF from that of another text."""
        return fingerprint(TEMPLATE, self.data)

    @property
    def path(self) -> str:
        """Name of the file in storage."""
        return f"{self._path_start}{self.digest}.pdf"

    @property
    def file_name(self) -> str:
        """Name of the file for those who download it."""
        name = UNFIT_FOR_A_NAME.sub(" ", f"{self.page.title} – {self.data['meta']['site_name']}")
        return f"{' '.join(name.split())}.pdf"

    @property
    def size(self) -> int | None:
        """Octets of the file, nothing before it is made."""
        published = self.page.last_published_at
        key = f"nec:pdf-size:{self.page.pk}:{published.timestamp() if published else 0}"
        size: int | None = cache.get(key)
        if size is None and default_storage.exists(self.path):
            size = default_storage.size(self.path)
            cache.set(key, size, SIZE_SECONDS)
        return size

    def read(self) -> bytes:
        """The file, made now when it is missing.

        Raises:
            PdfBusyError: when another process makes it for too long.
            PdfError: when Typst refuses the text.
        """
        for _attempt in range(MAX_WAITS):
            if default_storage.exists(self.path):
                with default_storage.open(self.path) as file:
                    return bytes(file.read())
            if cache.add(self._lock, True, LOCK_SECONDS):
                try:
                    return self.make()
                finally:
                    cache.delete(self._lock)
            time.sleep(WAIT_SECONDS)
        raise PdfBusyError

    def make(self) -> bytes:
        """Make the file, keep it, and forget those of the page's former texts.

        Raises:
            PdfError: when Typst refuses the text.
        """
        content = compile_pdf(TEMPLATE, self.data, self.page.last_published_at or timezone.now())
        if not default_storage.exists(self.path):
            default_storage.save(self.path, ContentFile(content))
        self._forget_former_files()
        return content

    @property
    def _path_start(self) -> str:
        return f"{FOLDER}/charte-{self.page.pk}-"

    @property
    def _lock(self) -> str:
        return f"nec:pdf-lock:{self.path}"

    def _forget_former_files(self) -> None:
        _folders, names = default_storage.listdir(FOLDER)
        for name in names:
            path = f"{FOLDER}/{name}"
            if path.startswith(self._path_start) and path != self.path:
                default_storage.delete(path)


@task()
def make_charte_pdf(page_pk: int) -> None:
    """Make the PDF of a live charte, if it still is one."""
    page = apps.get_model("nec_home.ChartePage").objects.live().filter(pk=page_pk).first()
    if page:
        pdf = ChartePdf(page)
        pdf.make()
        logger.info("PDF of the charte made: %s", pdf.path)


def charte_data(page: "ChartePage") -> dict[str, Any]:
    """What the template reads: texts only, set as French asks."""
    site = page.get_site()
    chrome = get_chrome(site) if site else None
    site_name = chrome.site_name if chrome else ""
    day = page.version_date or (page.last_published_at and timezone.localdate(page.last_published_at))
    return {
        "meta": {
            "kind": _("Charte"),
            "title": french_text(" – ".join(filter(None, [page.title, site_name]))),
            "author": chrome.owner if chrome else "",
            "site_name": site_name,
            "date": [day.year, day.month, day.day] if day else None,
            "foot": french_text(" – ".join(filter(None, [site_name, page.title, page.version]))),
        },
        "title": french_text(page.title),
        "summary": french_text(page.summary),
        "facts": _facts(page),
        "engagements": [_engagement(block.value, page.full_url or "") for block in page.engagements],
        "applies_to": [french_text(block.value) for block in page.applies_to],
        "labels": {
            "engagement": _("Engagement"),
            "checks": _("Comment on le vérifie"),
            "applies_to": _("Qui la respecte"),
        },
        "notes": [{"text": _("Le texte à jour se lit à l’adresse"), "url": page.full_url, "label": page.full_url}]
        if page.full_url
        else [],
    }


def _facts(page: "ChartePage") -> list[dict[str, str]]:
    facts = [
        (_("Version"), page.version, ""),
        (_("Date"), date_range_text(page.version_date) if page.version_date else "", ""),
        (_("Licence"), str(page.get_licence_display()), page.licence_url),
    ]
    return [{"label": label, "value": french_text(value), "url": url} for label, value, url in facts if value]


def _engagement(value: Any, base_url: str) -> dict[str, Any]:
    return {
        "title": french_text(value["title"]),
        "text": rich_text(value["text"].source, base_url),
        "checks": [french_text(check) for check in value["checks"]],
    }
