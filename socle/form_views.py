"""Where the forms of the form pages are sent, and the page that says they have arrived."""

from typing import Final
from urllib.parse import urlencode, urlsplit

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from socle.middleware import refusal
from socle.models.forms import FormPage
from socle.ratelimit import is_over_limit
from socle.routing import FormReceiverMixin
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
    """Receive what a visitor sends to a page with a form, from that page or another that shows its form.

    Exempt from the CSRF cookie, so that pages with a form can be cached. The browser says by itself where a form was
    sent from (Sec-Fetch-Site, Origin), and another site's is refused.
    """
    page = get_object_or_404(Page.objects.live(), pk=page_id).specific
    if not isinstance(page, FormReceiverMixin):
        raise Http404
    if request.method != "POST" or not _may_read(request, page):
        return redirect(page.form_url)
    if not is_from_this_site(request):
        return refusal(403)
    response: HttpResponse = import_string(page.submission_view)(page, request)
    return response


def receive_answers(page: FormPage, request: HttpRequest) -> HttpResponse:
    """Store the answers to a form page, and tell of them."""
    form = page.get_form(request.POST, page=page)
    if not form.is_valid():
        return page.render_form(request, form, status=422)
    if is_over_limit(request, f"form-{page.pk}", MAX_SUBMISSIONS, HOUR):
        form.add_error(None, _("Trop de réponses sont parties de votre réseau. Renvoyez la vôtre dans une heure."))
        return page.render_form(request, form, status=429)
    submission = page.process_form_submission(form)
    if submission.is_new:
        send_mails.enqueue(submission.pk)
    return thank(page, page.thanks_url)


@never_cache
@require_safe
def form_thanks(request: HttpRequest, page_id: int) -> HttpResponse:
    """The page that says the answers have arrived, for whoever has just sent some."""
    page = get_object_or_404(FormPage.objects.live(), pk=page_id)
    if not holds_receipt(request, page) or not _may_read(request, page):
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


def thank(page: Page, thanks_url: str) -> HttpResponse:
    """Lead who has just sent the form of `page` to `thanks_url`, with a receipt that only they have."""
    receipt = signing.TimestampSigner(salt=RECEIPT_SALT).sign(str(page.pk))
    joint = "&" if "?" in thanks_url else "?"
    response = HttpResponseRedirect(f"{thanks_url}{joint}{urlencode({RECEIPT_PARAMETER: receipt})}")
    response.status_code = 303
    return response


def holds_receipt(request: HttpRequest, page: Page) -> bool:
    """Whether the address shows that the visitor has sent the form of `page` within the hour."""
    receipt = request.GET.get(RECEIPT_PARAMETER, "")
    try:
        return signing.TimestampSigner(salt=RECEIPT_SALT).unsign(receipt, max_age=HOUR) == str(page.pk)
    except signing.BadSignature:
        return False


def _may_read(request: HttpRequest, page: Page) -> bool:
    return all(restriction.accept_request(request) for restriction in page.get_view_restrictions())
