"""The calendar: what is to come, the month, the past."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from nec_locaux import counters
from nec_locaux.cartography import build_map
from nec_locaux.enums import Nature
from nec_locaux.filters import NecLocalFilters
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from nec_locaux.month import Month, MonthForm, MonthGrid, Turning
from nec_locaux.nearest import find_nearest
from nec_locaux.past import PastEvents, arrange, count_by_year
from socle.charts import format_number
from socle.pagination import CountedPaginator
from socle.parameters import PageNumberForm

EVENTS_PER_PAGE: Final = 20
VIEWS: Final = (
    ("upcoming", _t("À venir"), "list"),
    ("month", _t("Mois par mois"), "calendar"),
    ("map", _t("Carte"), "map"),
    ("past", _t("Passés"), "clock"),
)


@dataclass(frozen=True)
class ViewLink:
    """A link to one of the views of the calendar, with the present filters."""

    label: str
    url: str
    icon: str
    is_current: bool


@dataclass(frozen=True)
class Host:
    """A territoire of the official list, and the address of its past events where some are known."""

    name: str
    url: str


def calendar_context(page: NecLocauxIndexPage, request: HttpRequest, current: str) -> dict[str, Any]:
    """What every view of the calendar shows: its filters, and the way to the other views."""
    filters = NecLocalFilters.read(request.GET)
    return {
        "filters": filters,
        "calendar_views": view_links(page, filters, current),
        "action": page.subpage_url(current),
        "canonical_url": page.full_subpage_url(current),
        "is_listed": filters.is_empty,
    }


def view_links(page: NecLocauxIndexPage, filters: NecLocalFilters, current: str) -> list[ViewLink]:
    """The views of the calendar; each keeps the filters."""
    query = f"?{filters.querystring}" if filters.querystring else ""
    return [
        ViewLink(str(label), f"{page.subpage_url(name)}{query}", icon, name == current) for name, label, icon in VIEWS
    ]


def upcoming(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    """What is to come, by month; or all of a period that the filters ask for."""
    context = calendar_context(page, request, "upcoming")
    filters = context["filters"]
    events = filters.apply_to_coming(page.events)
    drawn = build_map(page, events, filters)
    pages = CountedPaginator(events.for_cards(), EVENTS_PER_PAGE, drawn.total)
    page_obj = pages.get_page(PageNumberForm.read(request.GET))
    return page.render(
        request,
        context_overrides={
            **context,
            **listing(page, filters, page_obj),
            "map": drawn,
            "months": group(page_obj, lambda event: event.month_label),
            "computed_figures": computed_figures(page),
            "hosts": hosts_by_nature(page),
            "past_url": page.subpage_url("past"),
        },
    )


def month(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    """A month as a table, a day a square."""
    context = calendar_context(page, request, "month")
    filters, today = context["filters"], timezone.localdate()
    asked = MonthForm.read(request.GET, default=filters.chosen["debut"])
    grid = MonthGrid.build(asked, filters.apply(page.events))
    totals = counters.totals(page)
    whole_month = filters.query_with(debut=asked.first_day, fin=asked.last_day)
    turning = Turning.around(asked, [totals.first_day, today, totals.last_day])
    return page.render(
        request,
        template="nec_locaux/month.html",
        context_overrides={
            **context,
            "canonical_url": f"{context['canonical_url']}?mois={asked}",
            "is_listed": filters.is_empty and turning.is_known and bool(grid.count),
            "heading": _("NEC locaux, %(month)s") % {"month": asked.label},
            "grid": grid,
            "turning": turning,
            "this_month": Month.of(today),
            "kept": {"mois": asked},
            "list_url": f"{page.subpage_url('upcoming')}?{whole_month}",
            "nearest": None if grid.count else find_nearest(page, filters),
        },
    )


def past(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    """What is over, by year then by nature of territoire."""
    context = calendar_context(page, request, "past")
    filters = context["filters"]
    events = filters.apply(page.events).past()
    groups = counters.past_groups(page) if filters.is_empty else counters.group_past(events)
    pages = CountedPaginator(PastEvents(events, groups), EVENTS_PER_PAGE)
    page_obj = pages.get_page(PageNumberForm.read(request.GET))
    return page.render(
        request,
        template="nec_locaux/past.html",
        context_overrides={
            **context,
            **listing(page, filters, page_obj),
            "heading": _("NEC locaux passés"),
            "years": arrange(page_obj, groups),
            "counts_by_year": count_by_year(groups),
        },
    )


def listing(page: NecLocauxIndexPage, filters: NecLocalFilters, page_obj: Page) -> dict[str, Any]:
    """A page of a list, and what to suggest when it is empty."""
    return {
        "page_obj": page_obj,
        "nearest": None if page_obj.paginator.count else find_nearest(page, filters),
    }


def group(events: Iterable[NecLocalPage], label: Callable[[NecLocalPage], str]) -> list[tuple[str, list[NecLocalPage]]]:
    """Events under their label, each label once, in the order in which they first come."""
    groups: dict[str, list[NecLocalPage]] = {}
    for event in events:
        groups.setdefault(label(event), []).append(event)
    return list(groups.items())


def computed_figures(page: NecLocauxIndexPage) -> list[dict[str, str]]:
    """What the calendar counts of itself; nothing of an empty one."""
    totals = counters.totals(page)
    numbers = (
        (totals.held, _("NEC locaux tenus, connus de ce calendrier")),
        (totals.territoires, _("territoires où ils se sont tenus")),
    )
    return [{"value": format_number(number), "label": label} for number, label in numbers if number]


def hosts_by_nature(page: NecLocauxIndexPage) -> list[tuple[Nature, list[Host]]]:
    """The official list by nature; a name leads to the past events of its territoire."""
    links = page.host_links.select_related("territoire")
    territoires = sorted((link.territoire for link in links), key=lambda territoire: territoire.search_name)
    known, address = counters.past_territoires(page), page.subpage_url("past")
    hosts: dict[Nature, list[Host]] = {nature: [] for nature in Nature}
    for territoire in territoires:
        url = f"{address}?territoire={territoire.pk}" if territoire.pk in known else ""
        hosts[Nature.of(territoire.kind)].append(Host(territoire.name, url))
    return [(nature, found) for nature, found in hosts.items() if found]
