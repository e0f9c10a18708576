"""The door of the organisers' pages: signing in by a link, the list of one's candidatures, beginning one."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from candidatures.access import (
    PorteurRequest,
    close_session,
    end_other_sessions,
    get_session,
    keep_private,
    open_session,
    other_sessions,
    porteur_required,
)
from candidatures.enums import EntryKind, Step
from candidatures.forms.access import SignInForm
from candidatures.models import AppelPage, Candidature, JournalEntry, SignInLink, StepAnswers
from candidatures.querysets import CandidatureQuerySet
from candidatures.services import links
from candidatures.services.starting import begin_candidature
from candidatures.timeline import Journey, NextThing, next_thing
from candidatures.views.appel import takes_addresses
from candidatures.views.base import render
from candidatures.views.limits import excess_of_drafts, excess_of_links
from candidatures.views.start import begin_url, not_sent, read_offres
from socle.form_views import is_from_this_site
from socle.middleware import refusal
from socle.parameters import PageNumberForm

CANDIDATURES_PER_PAGE: Final = 20
#: Pages whose first answers `create_draft` writes.
BEGUN_BY_US: Final = (Step.PORTEUR, Step.FORMATS)
#: What was just done, as the list says it at its top.
DONE_TEXTS: Final = {
    "suppression": gettext_lazy("Le brouillon est supprimé."),
    "depart": gettext_lazy("Vous avez quitté ce dossier."),
}
#: Drafts of one call that are proposed before another is begun; the list has them all.
DRAFTS_PROPOSED: Final = 5


# Signing in


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address, and send it a link: the same answer whether anybody has signed in with it or not."""
    if request.method == "POST":
        return _receive_address(request)
    suite = links.safe_destination(request.GET.get("suite", ""))
    if get_session(request):
        return redirect(suite or "nec_candidatures:list")
    return _show_sign_in(request, SignInForm(initial={"suite": suite}))


def _receive_address(request: HttpRequest) -> HttpResponse:
    if not is_from_this_site(request):
        return refusal(403)
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _show_sign_in(request, form, status=422)
    email = form.cleaned_data["email"]
    excess = excess_of_links(request, email)
    if excess:
        return _show_sign_in(request, form, excess, status=429)
    try:
        links.send_link(email, destination=form.cleaned_data["suite"])
    except links.LinkNotSentError:
        return _show_sign_in(request, form, not_sent(), status=503)
    return _see_other(reverse("nec_candidatures:link_sent"))


def _show_sign_in(request: HttpRequest, form: SignInForm, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "problem": problem,
        "is_signed_out": "fin" in request.GET,
    }
    # Where a page of the form leads whose session had ended (`views.steps`).
    context["is_saved"] = "enregistre" in request.GET
    return _show(request, "sign_in", context, status)


@never_cache
@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    """Says that a mail has left: the same words whoever the address belongs to."""
    return _show(request, "sign_in_sent", {})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use_link(request: HttpRequest, token: str) -> HttpResponse:
    """A link, opened: GET shows a button and changes nothing, as mail scanners follow links; POST signs in.

    A link that is over is exchanged for another one, sent to the same address, by POST too.
    """
    if request.method == "POST" and not is_from_this_site(request):
        # Another site could sign a visitor in as somebody else, who would then read what they type.
        return refusal(403)
    response = _use_link(request, token)
    # The address holds a token: not even this site's own files are asked for with it. "no-referrer" would go further,
    # and take the origin away from the form (Fetch, § 3.1).
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def _use_link(request: HttpRequest, token: str) -> HttpResponse:
    link = links.find(token)
    if link is None:
        return _show(request, "link_unknown", {}, status=404)
    if request.method != "POST":
        return _show(request, "link_use", {}) if links.is_usable(link) else _show(request, "link_over", {}, status=410)
    if "renouveler" in request.POST:
        return _renew(request, link, token)
    porteur = links.use(token)
    if porteur is None:
        return _show(request, "link_over", {}, status=410)
    response = _see_other(link.destination or reverse("nec_candidatures:list"))
    former = get_session(request)
    open_session(response, porteur)
    if former:
        close_session(former)
    return response


def _renew(request: HttpRequest, link: SignInLink, token: str) -> HttpResponse:
    excess = excess_of_links(request, link.email)
    if excess:
        return _show(request, "link_over", {"problem": excess}, status=429)
    try:
        links.renew(token)
    except links.LinkNotSentError:
        problem = _("Le courriel n’a pas pu partir. Recommencez dans quelques minutes.")
        return _show(request, "link_over", {"problem": problem}, status=503)
    return _see_other(reverse("nec_candidatures:link_sent"))


@porteur_required
def sign_out(request: PorteurRequest) -> HttpResponse:
    """End the session of this device, or those of all the others, by POST."""
    if request.method != "POST":
        return redirect("nec_candidatures:list")
    if "autres" in request.POST:
        end_other_sessions(request.porteur_session)
        return _see_other(f"{reverse('nec_candidatures:list')}?autres=fin")
    response = _see_other(f"{reverse('nec_candidatures:sign_in')}?fin=1")
    close_session(request.porteur_session, response)
    return response


# One's candidatures


@require_safe
@porteur_required
def candidatures(request: PorteurRequest) -> HttpResponse:
    """The candidatures of the person signed in, the last saved first, with what each awaits."""
    number = PageNumberForm.parameters(request.GET)["page"]
    page_obj = Paginator(_listed(request), CANDIDATURES_PER_PAGE).get_page(number)
    appel = AppelPage.objects.live().public().open_on_site().first()
    return render(
        request,
        "nec_candidatures/list.html",
        {
            "page_obj": page_obj,
            "rows": [(candidature, _next_thing(candidature)) for candidature in page_obj.object_list],
            "begin_url": begin_url(appel, []) if appel else "",
            "other_sessions": other_sessions(request.porteur_session).count(),
            "are_others_signed_out": "autres" in request.GET,
            "done_text": DONE_TEXTS.get(request.GET.get("fait", ""), ""),
        },
    )


def _listed(request: PorteurRequest) -> CandidatureQuerySet:
    changes = JournalEntry.objects.filter(kind=EntryKind.TRANSITION)
    return (
        _resumable(request)
        .select_related("convention")
        .prefetch_related(Prefetch("journal", changes), "information_requests", "appointments")
        .order_by("-updated_at", "-pk")
    )


def _resumable(request: PorteurRequest) -> CandidatureQuerySet:
    """Candidatures with the page their draft was left at; the first answers of those begun by us tell nothing."""
    theirs = Q(revision__gt=1) | ~Q(step__in=BEGUN_BY_US)
    saved = StepAnswers.objects.filter(theirs, candidature=OuterRef("pk")).order_by("-saved_at")
    return Candidature.objects.for_porteur(request.porteur).annotate(
        left_at=Coalesce(Subquery(saved.values("step")[:1]), Value(Step.PORTEUR.value))
    )


def _next_thing(candidature: Candidature) -> NextThing:
    now = timezone.now()
    asked = [asked for asked in candidature.information_requests.all() if asked.is_open]
    coming = [one for one in candidature.appointments.all() if one.cancelled_at is None and one.ends_at > now]
    journey = Journey.of(candidature, request=asked[0] if asked else None, appointment=coming[0] if coming else None)
    return next_thing(journey)


# Beginning one


@require_http_methods(["GET", "HEAD", "POST"])
@porteur_required
def begin(request: PorteurRequest, page_id: int) -> HttpResponse:
    """Begin a candidature for a call: the drafts that exist are proposed first. POST makes one."""
    page = get_object_or_404(AppelPage.objects.live().public(), pk=page_id)
    offres = read_offres(request.GET)
    if request.method != "POST" or not takes_addresses(page):
        return _show_begin(request, page, offres)
    excess = excess_of_drafts(request.porteur)
    if excess:
        return _show_begin(request, page, offres, excess, status=429)
    candidature = begin_candidature(request.porteur, page, offres)
    return _see_other(reverse("nec_candidatures:step", args=[candidature.uuid, Step.PORTEUR]))


def _show_begin(
    request: PorteurRequest, page: AppelPage, offres: list[int], problem: str = "", status: int = 200
) -> HttpResponse:
    drafts = _resumable(request).drafts().filter(version__appel=page)
    context = {
        "current": _("Commencer un dossier"),
        "appel": page,
        "takes_addresses": takes_addresses(page),
        "drafts": drafts.order_by("-updated_at", "-pk")[:DRAFTS_PROPOSED],
        "offres": offres,
        "action": begin_url(page, offres),
        "problem": problem,
    }
    return render(request, "nec_candidatures/access/begin.html", context, status)


def _show(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page for who is not signed in yet."""
    response = TemplateResponse(request, f"nec_candidatures/access/{name}.html", context, status=status)
    return keep_private(response)


def _see_other(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return keep_private(response)
