"""The catalogue of the offers, a selection of it, an offer, and the message to its partner."""

from dataclasses import dataclass
from typing import Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from nec_locaux import services
from nec_locaux.forms import MessageForm
from nec_locaux.models import OffreDeFormatPage, OffresDeFormatsIndexPage
from nec_locaux.models.offres import duration_text
from nec_locaux.offre_filters import MAX_SELECTION, OffreFilters, SelectionForm, querystring
from nec_locaux.querysets import OffreDeFormatQuerySet
from socle.chrome import page_url
from socle.form_views import holds_receipt, thank
from socle.ratelimit import is_counted_out, is_over_limit

OFFRES_PER_LIST: Final = 24
MAX_OTHERS: Final = 6
#: A whole town hall may stand behind one address, and write for each format of its programme.
MAX_MESSAGES_OF_A_NETWORK: Final = 20
HOUR: Final = 60 * 60
#: Someone else may have typed the address: it receives as many confirmations.
MAX_MESSAGES_OF_A_SENDER: Final = 10
DAY: Final = 24 * HOUR


# The catalogue


@dataclass(frozen=True)
class Choice:
    """The offers chosen, as the catalogue shows them."""

    #: Those on offer, in the order of the address.
    keys: list[int]
    #: How many of them the filters leave out of the list.
    masked: int
    #: Those that the page of the list does not show: its form carries them along.
    carried: list[int]


def catalogue(page: OffresDeFormatsIndexPage, request: HttpRequest) -> HttpResponse:
    """The offers that answer the filters, each with a box to choose it."""
    filters = OffreFilters.read(request.GET, page.offres)
    if request.GET.get("sans"):
        return redirect(f"{page.url}{filters.querystring}#offres")
    found = filters.apply(page.offres)
    page_obj = Paginator(found.order_by("path").for_cards(), OFFRES_PER_LIST).get_page(filters.page_number)
    choice = _read_choice(filters, page.offres, found, {offre.pk for offre in page_obj.object_list})
    return page.render(
        request,
        context_overrides={
            "filters": filters,
            "page_obj": page_obj,
            "choice": choice,
            "selection_query": querystring(choice.keys),
            "selection_url": page.subpage_url("selection"),
        },
    )


def _read_choice(
    filters: OffreFilters, offres: OffreDeFormatQuerySet, found: OffreDeFormatQuerySet, shown: set[int]
) -> Choice:
    if not filters.selection:
        return Choice([], 0, [])
    existing = _keys_among(offres, filters.selection)
    matching = _keys_among(found, filters.selection) if filters.active else existing
    keys = [key for key in filters.selection if key in existing]
    return Choice(keys, len(existing - matching), [key for key in keys if key not in shown])


def _keys_among(offres: OffreDeFormatQuerySet, keys: list[int]) -> set[int]:
    return set(offres.filter(pk__in=keys).values_list("pk", flat=True))


# The selection


def selection(page: OffresDeFormatsIndexPage, request: HttpRequest) -> HttpResponse:
    """The chosen offers in full, to be printed or shared by their address."""
    filters = OffreFilters.read(request.GET, page.offres)
    found = page.offres.filter(pk__in=filters.selection).for_cards().in_bulk()
    offres = [found[key] for key in filters.selection if key in found]
    missing = len(filters.selection) - len(offres)
    filters.selection = [offre.pk for offre in offres]
    lengths = [offre.duration_minutes for offre in offres]
    return page.render(
        request,
        template="nec_locaux/offres_selection.html",
        context_overrides={
            "offres": [(offre, filters.without_offre(offre.pk)) for offre in offres],
            "missing": missing,
            "maximum": MAX_SELECTION,
            "total_duration": duration_text(sum(filter(None, lengths))) if offres and all(lengths) else "",
            "selection_query": querystring(filters.selection),
            "selection_url": page.subpage_url("selection"),
            "address": f"{page.full_subpage_url('selection')}{querystring(filters.selection)}",
            "catalogue_url": f"{page.url}{filters.querystring}",
            "call_url": page_url("nec_candidatures.AppelPage"),
        },
    )


# One offer


def offre(page: OffreDeFormatPage, request: HttpRequest) -> HttpResponse:
    """All that is known of an offer. The address carries the selection that the visitor is making."""
    chosen = SelectionForm.read(request.GET)
    catalogue_page = page.catalogue
    others = catalogue_page.offres.for_partenaire(page.partenaire).exclude(pk=page.pk)
    return page.render(
        request,
        context_overrides={
            "others": others.order_by("path").for_cards()[:MAX_OTHERS],
            "chosen": chosen,
            "is_chosen": page.pk in chosen,
            "selection_query": querystring(chosen),
            "selection_url": f"{catalogue_page.subpage_url('selection')}{querystring(chosen)}",
            "catalogue_url": f"{catalogue_page.url}{querystring(chosen)}",
            "catalogue_path": catalogue_page.url,
        },
    )


def contact(page: OffreDeFormatPage, request: HttpRequest) -> HttpResponse:
    """The form that writes to the partner; it is sent to `receive_message`."""
    _refuse_without_contact(page)
    return _show_form(page, request, MessageForm(page=page))


def receive_message(page: OffreDeFormatPage, request: HttpRequest) -> HttpResponse:
    """Pass the message on. Called by `socle.form_views.submit_form`, which has checked where it comes from."""
    _refuse_without_contact(page)
    form = MessageForm(request.POST, page=page)
    if not form.is_valid():
        return _show_form(page, request, form, status=422)
    if services.is_passed_on(form.unique_token):
        return _thank(page, request)
    excess = _count(request, form)
    if excess:
        return _show_form(page, request, form, excess, status=429)
    try:
        services.pass_on(page, form.to_pass_on, form.unique_token)
    except services.RelayError:
        problem = _("Le serveur de courriel ne répond pas. Renvoyez votre message dans quelques minutes.")
        return _show_form(page, request, form, problem, status=503)
    return _thank(page, request)


def contact_sent(page: OffreDeFormatPage, request: HttpRequest) -> HttpResponse:
    """Says that the message has left, to whoever has just sent it."""
    _refuse_without_contact(page)
    query = querystring(SelectionForm.read(request.GET))
    response: HttpResponse
    if holds_receipt(request, page):
        response = _render_thanks(page, request, query)
    else:
        response = redirect(f"{page.form_url}{query}")
    add_never_cache_headers(response)
    return response


def _render_thanks(page: OffreDeFormatPage, request: HttpRequest, query: str) -> HttpResponse:
    catalogue_page = page.catalogue
    response: HttpResponse = page.render(
        request,
        template="nec_locaux/offre_contact_sent.html",
        context_overrides={
            "selection_url": f"{catalogue_page.subpage_url('selection')}{query}" if query else "",
            "catalogue_url": catalogue_page.url,
        },
    )
    return response


def _refuse_without_contact(page: OffreDeFormatPage) -> None:
    """Raise `Http404` for an offer whose partner gave no address."""
    if not page.contact_email:
        raise Http404


def _show_form(
    page: OffreDeFormatPage, request: HttpRequest, form: MessageForm, problem: str = "", status: int = 200
) -> HttpResponse:
    """The form, empty or with what was typed and what is wrong; `problem` is of ours, not of what was typed."""
    query = querystring(SelectionForm.read(request.GET))
    response = page.render(
        request,
        template="nec_locaux/offre_contact.html",
        context_overrides={"form": form, "problem": problem, "action": f"{page.submission_url}{query}"},
    )
    response.status_code = status
    return response


def _thank(page: OffreDeFormatPage, request: HttpRequest) -> HttpResponse:
    query = querystring(SelectionForm.read(request.GET))
    return thank(page, f"{page.subpage_url('contact_sent')}{query}")


def _count(request: HttpRequest, form: MessageForm) -> str:
    """Count the message; say when to send it again where the network or the sender has sent too many."""
    if is_over_limit(request, "offre-message", MAX_MESSAGES_OF_A_NETWORK, HOUR):
        return _("Trop de messages sont partis de votre réseau. Renvoyez le vôtre dans une heure.")
    if is_counted_out("offre-sender", form.cleaned_data["email"].casefold(), MAX_MESSAGES_OF_A_SENDER, DAY):
        return _("Trop de messages sont partis avec votre adresse électronique. Renvoyez celui-ci demain.")
    return ""
