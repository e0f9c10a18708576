"""Where the address typed on the page of a call is received."""

from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from candidatures.forms.access import StartForm
from candidatures.models import AppelPage
from candidatures.services import links
from candidatures.views.appel import render_call, takes_addresses
from candidatures.views.limits import excess_of_links
from nec_locaux.offre_filters import SelectionForm
from socle.form_views import thank

OFFRES_JOINT: Final = "."


def receive_address(page: AppelPage, request: HttpRequest) -> HttpResponse:
    """Send a link to whoever begins a candidature. Called by `socle.form_views.submit_form`."""
    if not takes_addresses(page):
        return redirect(page.form_url)
    form = StartForm(request.POST, page=page)
    if not form.is_valid():
        return render_call(page, request, start_form=form, status=422)
    email = form.cleaned_data["email"]
    excess = excess_of_links(request, email)
    if excess:
        return render_call(page, request, start_form=form, problem=excess, status=429)
    try:
        links.send_link(email, destination=begin_url(page, form.cleaned_data["offre"]))
    except links.LinkNotSentError:
        return render_call(page, request, start_form=form, problem=not_sent(), status=503)
    return thank(page, page.subpage_url("address_sent"))


def begin_url(page: AppelPage, offres: list[int]) -> str:
    """Where a candidature for `page` begins, with the offers chosen before."""
    # Fifty offers, each under a name of its own, would not hold in the link's column.
    chosen = f"?{urlencode({'offre': OFFRES_JOINT.join(map(str, offres))})}" if offres else ""
    return f"{reverse('nec_candidatures:begin', args=[page.pk])}{chosen}"


def read_offres(data: QueryDict) -> list[int]:
    """The offers of an address: « offre=12&offre=7 », as the catalogue writes them, or « offre=12.7 »."""
    keys = [key for value in data.getlist("offre") for key in value.split(OFFRES_JOINT)]
    return SelectionForm.read({"offre": keys})


def not_sent() -> str:
    """What to do when the mail server did not take the link."""
    return _("Le courriel n’a pas pu partir. Vérifiez l’adresse, puis recommencez dans quelques minutes.")
