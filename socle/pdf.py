"""The PDF of a page: made when the page is published, kept in storage under a name that its content gives.

The route of the page only reads it. Where it is missing (a fresh database, an emptied storage, a new version of the
template) the first request makes it, once for all the others.
"""

import re
import time
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Final

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header

from socle.chrome import get_chrome
from socle.typography import french_text
from socle.typst import compile_pdf, fingerprint

FOLDER: Final = "pdf"
#: Signs that a file system, or the header that names a file, takes for something else.
UNFIT_FOR_A_NAME: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')

LOCK_SECONDS: Final = 30
WAIT_SECONDS: Final = 0.25
MAX_WAITS: Final = 20
SIZE_SECONDS: Final = 3600
MISSING_SECONDS: Final = 60
#: A browser keeps the PDF that long before it asks whether it has changed.
BROWSER_SECONDS: Final = 60


class PdfBusyError(Exception):
    """Another process is making the PDF, and takes longer than a visitor should wait."""


@dataclass(frozen=True)
class PagePdf:
    """The PDF of `page` as it is now. Subclasses name it, give its template and what it says."""

    page: Any

    #: Starts the name of the file in storage; a page has one PDF of each kind.
    kind: ClassVar[str]
    template: ClassVar[str]

    def get_data(self) -> dict[str, Any]:
        """All that the document says: `meta` as `document_meta` makes it, and what the template reads."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        """What the document is called, in the name of the file too."""
        return str(self.page.title)

    @cached_property
    def data(self) -> dict[str, Any]:
        return self.get_data()

    @cached_property
    def digest(self) -> str:
        """What tells this PDF from that of another text."""
        return fingerprint(self.template, self.data)

    @property
    def path(self) -> str:
        """Name of the file in storage."""
        return f"{self._path_start}{self.digest}.pdf"

    @property
    def file_name(self) -> str:
        """Name of the file for those who download it."""
        name = UNFIT_FOR_A_NAME.sub(" ", f"{self.title} – {self.data['meta']['site_name']}")
        return f"{' '.join(name.split())}.pdf"

    @property
    def size(self) -> int | None:
        """Octets of the file, nothing before it is made."""
        size: int | None = cache.get(self._size_key)
        if size is None:
            size = default_storage.size(self.path) if default_storage.exists(self.path) else 0
            # Looking for the file costs what the document says: pages do not look again at once for one not made yet.
            cache.set(self._size_key, size, SIZE_SECONDS if size else MISSING_SECONDS)
        return size or None

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
        content = compile_pdf(self.template, self.data, self.page.last_published_at or timezone.now())
        if not default_storage.exists(self.path):
            default_storage.save(self.path, ContentFile(content))
        cache.set(self._size_key, len(content), SIZE_SECONDS)
        self._forget_former_files()
        return content

    def get_response(self) -> HttpResponse:
        """The file as a visitor gets it, or an answer that asks to come back while it is being made."""
        try:
            content = self.read()
        except PdfBusyError:
            return HttpResponse(status=503, headers={"Retry-After": "5", "Cache-Control": "no-store"})
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = content_disposition_header(False, self.file_name) or "inline"
        response["ETag"] = f'"{self.digest}"'
        # Wagtail takes this back from a page that only some may read.
        patch_cache_control(response, public=True, max_age=BROWSER_SECONDS, s_maxage=self.page.cache_seconds)
        return response

    @property
    def _path_start(self) -> str:
        return f"{FOLDER}/{self.kind}-{self.page.pk}-"

    @property
    def _size_key(self) -> str:
        published = self.page.last_published_at
        return f"nec:pdf-size:{self.kind}:{self.page.pk}:{published.timestamp() if published else 0}"

    @property
    def _lock(self) -> str:
        return f"nec:pdf-lock:{self.path}"

    def _forget_former_files(self) -> None:
        _folders, names = default_storage.listdir(FOLDER)
        for name in names:
            path = f"{FOLDER}/{name}"
            if path.startswith(self._path_start) and path != self.path:
                default_storage.delete(path)


def document_meta(page: Any, kind: str, title: str, day: date | None, foot: str = "") -> dict[str, Any]:
    """What every document says of itself; `day` dates it, `foot` ends the line at the bottom of its pages."""
    site = page.get_site()
    chrome = get_chrome(site) if site else None
    site_name = chrome.site_name if chrome else ""
    return {
        "kind": kind,
        "title": french_text(" – ".join(filter(None, [title, site_name]))),
        "author": chrome.owner if chrome else "",
        "site_name": site_name,
        "date": [day.year, day.month, day.day] if day else None,
        "foot": french_text(" – ".join(filter(None, [site_name, page.title, foot]))),
    }


def published_day(page: Any) -> date | None:
    """The day on which the page was last published."""
    return timezone.localdate(page.last_published_at) if page.last_published_at else None
