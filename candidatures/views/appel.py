"""The page of a call."""

from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from wagtail.blocks import StreamValue

from candidatures.deadlines import paris_day
from candidatures.eligibility_form import read_answers
from candidatures.enums import FormMode
from candidatures.forms.access import StartForm
from candidatures.models import AppelPage, EligibilitePage
from candidatures.rule_sentences import shown_rules
from nec_locaux.offre_filters import SelectionForm
from socle.blocks.outline import place_headings
from socle.form_views import holds_receipt


def call(page: AppelPage, request: HttpRequest) -> HttpResponse:
    """The call: its rules, and the way into the form."""
    return render_call(page, request)


def render_call(
    page: AppelPage, request: HttpRequest, *, start_form: StartForm | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    """The page of the call. `start_form`: the form that begins a candidature, with its errors; empty without it.

    `problem` is a sentence above that form, for what no field of it explains.
    """
    rules = page.rules
    shown = shown_rules(rules)
    opening, rest = split_body(page.body)
    form = (start_form or _empty_form(page, request)) if takes_addresses(page) else None
    context = {
        "rules": rules,
        "shown_rules": shown,
        "shares_source": page.rules_source and not all(rule.text.source for rule in shown),
        "outline": place_headings(page.body),
        "opening": opening,
        "rest": rest,
        "open_call": None if page.is_open else _open_call(page),
        "eligibility_page": _eligibility_page(page) if not page.is_over else None,
        "eligibility": read_answers(rules, {}, paris_day(timezone.now())),
        "leads_outside": page.is_open and page.form_mode == FormMode.EXTERNAL,
        "is_prefilled": page.form_mode == FormMode.PREFILLED,
        "start_form": form,
        "form": form,
        "problem": problem,
    }
    response: HttpResponse = page.render(request, context_overrides=context)
    response.status_code = status
    return response


def takes_addresses(page: AppelPage) -> bool:
    """Whether a candidature may be begun on this site today."""
    return page.is_open and page.form_mode != FormMode.EXTERNAL


def split_body(body: StreamValue) -> tuple[StreamValue, StreamValue]:
    """The first part of a body, up to its second title of the first level, and all that follows.

    What one receives comes before the rules, and what happens next comes after them.
    """
    starts = [
        rank for rank, child in enumerate(body) if child.block_type == "heading" and child.value.get("level") == "h2"
    ]
    cut = starts[1] if len(starts) > 1 else len(body)
    items = [(child.block_type, child.value, child.id) for child in body]
    return StreamValue(body.stream_block, items[:cut]), StreamValue(body.stream_block, items[cut:])


def link_sent(page: AppelPage, request: HttpRequest) -> HttpResponse:
    """What to do once the address is typed, for whoever has just typed one."""
    if not holds_receipt(request, page):
        return redirect(page.form_url)
    response: HttpResponse = page.render(request, template="nec_candidatures/access/address_sent.html")
    add_never_cache_headers(response)
    return response


def _empty_form(page: AppelPage, request: HttpRequest) -> StartForm:
    """The form with the offers that the address has chosen."""
    return StartForm(initial={"offre": SelectionForm.read(request.GET)}, page=page)


def _open_call(page: AppelPage) -> AppelPage | None:
    return AppelPage.objects.live().public().open().exclude(pk=page.pk).first()


def _eligibility_page(page: AppelPage) -> EligibilitePage | None:
    """The page of questions about this call: one that names it, else one that follows the open call."""
    # A page that is previewed may have no key yet.
    own = Q(appel=page.pk or 0)
    about = own | Q(appel=None) if page.is_open else own
    pages = EligibilitePage.objects.live().public().filter(about)
    return pages.order_by(F("appel").asc(nulls_last=True), "path").first()
