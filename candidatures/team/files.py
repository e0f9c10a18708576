"""The files of a dossier: those that came, its PDF, its agreement, its calendar files, its kit."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.auth import require_admin_access

from candidatures.appointments import appointment_calendar
from candidatures.downloads import file_response
from candidatures.models import PieceJointe
from candidatures.pdf import file_name, make_version_pdf
from candidatures.services.instruction import record_reading
from candidatures.sites import full_url
from candidatures.team.base import CandidatureMixin
from candidatures.uploads import CONTENT_TYPES
from candidatures.views.follow_up import attachment, chosen_thematiques, kit_subject
from nec_locaux.kit import kit_file
from socle.typst import PdfError

PDF = CONTENT_TYPES["pdf"]


class FileView(CandidatureMixin, View):
    """A file of a candidature, once the antivirus has let it through."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        piece: PieceJointe = get_object_or_404(self.candidature.files, uuid=kwargs["file_uuid"])
        if not piece.is_open_to_team:
            raise Http404
        response = file_response(piece)
        record_reading(self.candidature, request.user, _("Fichier téléchargé."))  # type: ignore[arg-type]
        return response


class VersionPdfView(CandidatureMixin, View):
    """The dossier as it was sent, in PDF."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        version = get_object_or_404(self.candidature.dossier_versions, number=kwargs["number"])
        version.candidature = self.candidature
        try:
            content = make_version_pdf(version)
        except PdfError as error:
            raise Http404 from error
        record_reading(self.candidature, request.user, _("PDF du dossier téléchargé."))  # type: ignore[arg-type]
        return attachment(content, PDF, file_name(self.candidature))


class AgreementView(CandidatureMixin, View):
    """The agreement to sign."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        agreement = getattr(self.candidature, "convention", None)
        if agreement is None or not agreement.document:
            raise Http404
        content = _stored(agreement.document)
        record_reading(self.candidature, request.user, _("Convention téléchargée."))  # type: ignore[arg-type]
        return attachment(content, PDF, f"convention-{agreement.number or agreement.pk}.pdf")


class AnnexeView(CandidatureMixin, View):
    """A file that goes with the agreement."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        agreement = getattr(self.candidature, "convention", None)
        if agreement is None:
            raise Http404
        annexe = get_object_or_404(agreement.annexes, uuid=kwargs["annexe_uuid"])
        content = _stored(annexe.file)
        record_reading(self.candidature, request.user, _("Annexe de la convention téléchargée."))  # type: ignore[arg-type]
        return attachment(content, annexe.content_type, annexe.name)


class CalendarView(CandidatureMixin, View):
    """A conversation, for one's own calendar."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        appointment = get_object_or_404(self.candidature.appointments, pk=kwargs["appointment_pk"])
        appointment.candidature = self.candidature
        url = full_url(self.candidature, reverse("nec_candidatures_team:dossier", args=[self.candidature.pk]))
        content = appointment_calendar(appointment, url)
        return attachment(content, "text/calendar; charset=utf-8", "rendez-vous-nec.ics")


class KitView(CandidatureMixin, View):
    """A file of the kit of communication, as the organisers of an accepted project have it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        file = kit_file(kwargs["name"])
        if file is None or not self.candidature.is_accepted:
            raise Http404
        subject = kit_subject(self.candidature, chosen_thematiques(self.candidature))
        response: HttpResponse = attachment(file.read(subject), file.content_type, file.download_name(subject))
        return response


def _stored(file: Any) -> bytes:
    """The content of a stored file. Raises `Http404` for one that is lost."""
    try:
        with file.open("rb") as stored:
            return bytes(stored.read())
    except (OSError, ValueError) as error:
        raise Http404 from error


urlpatterns = [
    path("<int:pk>/fichiers/<uuid:file_uuid>/", require_admin_access(FileView.as_view()), name="file"),
    path("<int:pk>/versions/<int:number>/pdf/", require_admin_access(VersionPdfView.as_view()), name="version_pdf"),
    path("<int:pk>/convention/document/", require_admin_access(AgreementView.as_view()), name="agreement"),
    path("<int:pk>/convention/annexes/<uuid:annexe_uuid>/", require_admin_access(AnnexeView.as_view()), name="annexe"),
    path(
        "<int:pk>/rendez-vous/<int:appointment_pk>/agenda/",
        require_admin_access(CalendarView.as_view()),
        name="calendar",
    ),
    path("<int:pk>/kit/<str:name>/", require_admin_access(KitView.as_view()), name="kit"),
]
