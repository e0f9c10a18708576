"""The files of a page as it offers them: one query at most, and never a file made on the way."""

from dataclasses import dataclass
from typing import Any, Final

from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from revue.exports.formats import FileKind, kinds_of
from revue.models import ExportFile
from socle.pdf import UNFIT_FOR_A_NAME
from socle.typography import french_text

#: How long what is known of the files of a page is kept, in seconds; a file made or forgotten clears it before.
CACHE_SECONDS: Final = 60


@dataclass(frozen=True)
class Download:
    """A file to download, or one that is being made: then it has no address yet."""

    kind: FileKind
    url: str
    size: int
    pages: int | None

    @property
    def title(self) -> str:
        return french_text(str(self.kind.title))

    @property
    def type_word(self) -> str:
        """The word between the brackets."""
        return str(self.kind.format.label)

    @property
    def is_ready(self) -> bool:
        return bool(self.url)

    @property
    def waiting(self) -> str:
        """What stands in the place of a file that is being made."""
        return french_text(_("%(kind)s se prépare : revenez dans quelques minutes.") % {"kind": self.title})

    @property
    def detail(self) -> str:
        """Pages, then accessibility."""
        pages = ngettext("%(n)s page", "%(n)s pages", self.pages) % {"n": self.pages} if self.pages else ""
        accessible = _("document accessible") if self.kind.is_accessible else ""
        return ", ".join(part for part in (pages, accessible) if part)


def downloads_of(page: Any) -> list[Download]:
    """The files of `page` in their usual order. One that could not be made is not spoken of: editors read why."""
    # A preview may show a page that was never saved.
    rows = {row["format"]: row for row in _known_rows(page.pk)} if page.pk else {}
    found = ((kind, rows.get(kind.format)) for kind in kinds_of(page))
    return [_download(page, kind, row) for kind, row in found if row]


def forget_downloads(page_pk: int) -> None:
    """Forget what is kept of the files of a page."""
    cache.delete(_key(page_pk))


def _known_rows(page_pk: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] | None = cache.get(_key(page_pk))
    if rows is None:
        made = ExportFile.objects.filter(page_id=page_pk, failure="")
        rows = [dict(row) for row in made.values("format", "file", "size", "page_count")]
        cache.set(_key(page_pk), rows, CACHE_SECONDS)
    return rows


def _key(page_pk: int) -> str:
    return f"nec:revue-files:{page_pk}"


def _download(page: Any, kind: FileKind, row: dict[str, Any]) -> Download:
    url = page.subpage_url("export", kind.format.value) if row["file"] else ""
    return Download(kind, url, row["size"], row["page_count"])


def file_name(page: Any, kind: FileKind) -> str:
    """The name under which a reader keeps the file."""
    numero = getattr(page, "numero", page)
    words = _("%(title)s – %(revue)s, n° %(number)s") % {
        "title": page.title,
        "revue": numero.get_parent().title,
        "number": numero.number,
    }
    return f"{' '.join(UNFIT_FOR_A_NAME.sub(' ', french_text(words)).split())}.{kind.extension}"
