"""What organisers take away of a candidature, and its end."""

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidatures.access import PorteurRequest, candidature_required
from candidatures.models import Candidature
from candidatures.own_data import read_own_data
from candidatures.pdf import file_name, make_draft_pdf, make_version_pdf
from candidatures.services.erasure import erase_draft
from candidatures.services.exchanges import request_deletion
from candidatures.views import follow_up
from candidatures.views.base import render


@require_safe
@candidature_required
def export_json(request: PorteurRequest, candidature: Candidature) -> HttpResponse:
    """All that is kept about the candidature, to take away."""
    response = JsonResponse(read_own_data(candidature), json_dumps_params={"ensure_ascii": False, "indent": 2})
    return _as_attachment(response, file_name(candidature, "json"))


@require_safe
@candidature_required
def export_pdf(request: PorteurRequest, candidature: Candidature) -> HttpResponse:
    """The dossier as it was last sent; a draft as it is typed now."""
    version = candidature.dossier_versions.last()
    content = make_version_pdf(version) if version else make_draft_pdf(candidature)
    return _as_attachment(HttpResponse(content, content_type="application/pdf"), file_name(candidature))


@require_http_methods(["GET", "HEAD", "POST"])
@candidature_required
def delete(request: PorteurRequest, candidature: Candidature) -> HttpResponse:
    """Erase a draft; ask the team to erase a dossier that was sent."""
    if request.method != "POST":
        return _confirm(request, candidature)
    if not candidature.is_draft:
        request_deletion(candidature, request.porteur)
        return follow_up.done(candidature, "effacement")
    if not erase_draft(candidature):
        candidature.refresh_from_db()
        problem = _("Ce dossier vient d’être déposé : il n’a pas été supprimé.")
        return _confirm(request, candidature, problem, status=409)
    return _to(f"{reverse('nec_candidatures:list')}?fait=suppression")


def _confirm(request: PorteurRequest, candidature: Candidature, problem: str = "", status: int = 200) -> HttpResponse:
    current = _("Supprimer le brouillon") if candidature.is_draft else _("Demander l’effacement")
    context = {"current": current, "candidature": candidature, "problem": problem}
    return render(request, "nec_candidatures/delete.html", context, status)


def _as_attachment(response: HttpResponse, name: str) -> HttpResponse:
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _to(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
