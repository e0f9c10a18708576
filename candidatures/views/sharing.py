"""Who may open a candidature."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from candidatures.access import PorteurRequest, candidature_required
from candidatures.forms.access import InviteForm
from candidatures.models import Candidature
from candidatures.services import links
from candidatures.views.base import render
from candidatures.views.limits import excess_of_invitations
from candidatures.views.start import not_sent


@candidature_required
def people(request: PorteurRequest, candidature: Candidature) -> HttpResponse:
    """Who may open a candidature. POST lets somebody in, or takes an access away."""
    if request.method != "POST":
        return _show(request, candidature, InviteForm())
    if "retirer" in request.POST:
        return _remove(request, candidature)
    return _invite(request, candidature)


def _invite(request: PorteurRequest, candidature: Candidature) -> HttpResponse:
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _show(request, candidature, form, status=422)
    email = form.cleaned_data["email"]
    if candidature.participations.filter(porteur__email=email).exists():
        form.add_error("email", _("Cette personne a déjà accès au dossier."))
        return _show(request, candidature, form, status=422)
    excess = excess_of_invitations(request.porteur)
    if excess:
        return _show(request, candidature, form, excess, status=429)
    try:
        links.invite(candidature, email, request.porteur)
    except links.LinkNotSentError:
        return _show(request, candidature, form, not_sent(), status=503)
    return _to(f"{_people_url(candidature)}?fait=invitation")


def _remove(request: PorteurRequest, candidature: Candidature) -> HttpResponse:
    people_now = candidature.participations.select_related("porteur")
    leaving = next((one for one in people_now if str(one.pk) == request.POST["retirer"]), None)
    if leaving is None:  # gone since the page was shown
        return _to(_people_url(candidature))
    try:
        links.remove(leaving, request.porteur)
    except links.LastPersonError:
        problem = _("Vous êtes la seule personne à avoir accès à ce dossier : invitez-en une autre d’abord.")
        return _show(request, candidature, InviteForm(), problem, status=409)
    if leaving.porteur == request.porteur:
        return _to(f"{reverse('nec_candidatures:list')}?fait=depart")
    return _to(f"{_people_url(candidature)}?fait=retrait")


def _show(
    request: PorteurRequest, candidature: Candidature, form: InviteForm, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "current": _("Qui a accès"),
        "candidature": candidature,
        "participations": candidature.participations.select_related("porteur", "invited_by").order_by("pk"),
        "form": form,
        "problem": problem,
        "done": request.GET.get("fait", ""),
    }
    return render(request, "nec_candidatures/access/people.html", context, status)


def _people_url(candidature: Candidature) -> str:
    return reverse("nec_candidatures:people", args=[candidature.uuid])


def _to(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
