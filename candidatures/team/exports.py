"""What the team takes out of the site: the list in a file, the files of a dossier. Each taking is in the journal."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.auth import require_admin_access

from candidatures.archives import write_archive
from candidatures.deadlines import paris_day
from candidatures.downloads import POLICY
from candidatures.exports import write_csv, write_open_csv, write_open_json, write_xlsx
from candidatures.rights import may_export
from candidatures.services.exports import record_export
from candidatures.team.base import CandidatureMixin, ReadingMixin
from candidatures.team.filters import find
from socle.spreadsheets import CSV_TYPE, XLSX_TYPE


@dataclass(frozen=True)
class ExportFile:
    """A file that the list is taken in."""

    #: Before the day, then after it, in the name it is kept under.
    stem: str
    suffix: str
    label: str | Promise
    content_type: str
    write: Callable[[Sequence[int]], Iterator[bytes]]
    #: Whether it holds personal data, so that the journal says who took it.
    is_personal: bool = True

    @property
    def slug(self) -> str:
        """The end of its address."""
        return f"{self.stem}.{self.suffix}"


FILES: Final = {
    file.slug: file
    for file in (
        ExportFile("candidatures", "xlsx", _("Exporter en XLSX"), XLSX_TYPE, write_xlsx),
        ExportFile("candidatures", "csv", _("Exporter en CSV"), CSV_TYPE, write_csv),
        ExportFile(
            "donnees-ouvertes", "csv", _("Données ouvertes en CSV"), CSV_TYPE, write_open_csv, is_personal=False
        ),
        ExportFile(
            "donnees-ouvertes",
            "json",
            _("Données ouvertes en JSON"),
            "application/json",
            write_open_json,
            is_personal=False,
        ),
    )
}


class ExportingMixin(ReadingMixin):
    """For what only those who may export are given."""

    def is_allowed(self) -> bool:
        return may_export(self.request.user)

    @property
    def user(self) -> Any:
        """Who asks: nobody without an account comes this far."""
        return self.request.user


class ExportView(ExportingMixin, View):
    """The list, as the address narrows it, in a file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> StreamingHttpResponse:
        file = FILES.get(self.kwargs["file"])
        if file is None:
            raise Http404
        keys = list(find(request).order_by("-submitted_at", "-pk").values_list("pk", flat=True))
        if file.is_personal:
            record_export(
                keys,
                self.user,
                _t("Liste des candidatures exportée en %(format)s.") % {"format": file.suffix.upper()},
            )
        name = f"{file.stem}-{paris_day(timezone.now()).isoformat()}.{file.suffix}"
        return download(file.write(keys), name, file.content_type)


class ArchiveView(ExportingMixin, CandidatureMixin, View):
    """The files of a dossier, in one archive."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> StreamingHttpResponse:
        candidature = self.candidature
        pieces = list(candidature.files.all())
        if not pieces:
            raise Http404
        record_export([candidature.pk], self.user, _t("Fichiers du dossier téléchargés dans une archive."))
        folder = candidature.number or str(candidature.uuid)
        return download(write_archive(folder, pieces), f"{folder}.zip", "application/zip")


def download(content: Iterator[bytes], name: str, content_type: str) -> StreamingHttpResponse:
    """A file that is kept, never shown under the site's name."""
    response = StreamingHttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = POLICY
    return response


urlpatterns = [
    path("exporter/<str:file>", require_admin_access(ExportView.as_view()), name="export"),
    path("<int:pk>/fichiers.zip", require_admin_access(ArchiveView.as_view()), name="archive"),
]
