"""Where the forms of the form pages are sent, and the page that says they have arrived."""

from typing import Final
from urllib.parse import urlencode, urlsplit

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from socle.middleware import refusal
from socle.models.forms import FormPage
from socle.ratelimit import is_over_limit
from socle.submissions import send_mails

#: A whole town hall may stand behind one address.
MAX_SUBMISSIONS: Final = 20
HOUR: Final = 60 * 60
RECEIPT_SALT: Final = "socle.form_views.receipt"
RECEIPT_PARAMETER: Final = "recu"


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submit_form(request: HttpRequest, page_id: int) -> HttpResponse:
    """Receive the answers to a form page, from that page or another that shows its form.

    Exempt from the CSRF cookie, so that pages with a form can be cached. The browser says by itself where a form was
    sent from (Sec-Fetch-Site, Origin), and another site's is refused.
    """
    page = get_object_or_404(FormPage.objects.live(), pk=page_id)
    if request.method != "POST" or not _may_read(request, page):
        return redirect(page.url or "/")
    if not is_from_this_site(request):
        return refusal(403)
    form = page.get_form(request.POST, page=page)
    if not form.is_valid():
        return page.render_form(request, form, status=422)
    if is_over_limit(request, f"form-{page.pk}", MAX_SUBMISSIONS, HOUR):
        form.add_error(None, _("Trop de réponses sont parties de votre réseau. Renvoyez la vôtre dans une heure."))
        return page.render_form(request, form, status=429)
    submission = page.process_form_submission(form)
    if submission.is_new:
        send_mails.enqueue(submission.pk)
    return _see_other(page)


@never_cache
@require_safe
def form_thanks(request: HttpRequest, page_id: int) -> HttpResponse:
    """The page that says the answers have arrived, for whoever has just sent some."""
    page = get_object_or_404(FormPage.objects.live(), pk=page_id)
    if not _is_receipt(request.GET.get(RECEIPT_PARAMETER, ""), page) or not _may_read(request, page):
        return redirect(page.url or "/")
    response = page.render_landing_page(request)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def is_from_this_site(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent the request, or says nothing (it is then an old one)."""
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site:
        return fetch_site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def _see_other(page: FormPage) -> HttpResponse:
    receipt = signing.TimestampSigner(salt=RECEIPT_SALT).sign(str(page.pk))
    response = HttpResponseRedirect(f"{page.thanks_url}?{urlencode({RECEIPT_PARAMETER: receipt})}")
    response.status_code = 303
    return response


def _is_receipt(value: str, page: FormPage) -> bool:
    try:
        return signing.TimestampSigner(salt=RECEIPT_SALT).unsign(value, max_age=HOUR) == str(page.pk)
    except signing.BadSignature:
        return False


def _may_read(request: HttpRequest, page: FormPage) -> bool:
    return all(restriction.accept_request(request) for restriction in page.get_view_restrictions())
