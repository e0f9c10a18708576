"""Where the candidatures stand, on the admin's first page: what waits, what is late, what is spent, what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from statistics import median
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractYear
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from candidatures.budget import euros
from candidatures.deadlines import PARIS, paris_day
from candidatures.enums import MailState, State
from candidatures.models import Candidature, Courriel, Payment
from candidatures.rights import may_act, may_read
from candidatures.services.mails import given_up
from candidatures.team.filters import LATE, ME, NOBODY, WEEK
from candidatures.team.saved_views import TO_REVIEW, TO_REVIEW_QUERY, View, query_of
from candidatures.team.words import NEAR, Deadline
from candidatures.workflow import ACCEPTED
from nec_locaux.cartography import Drawing, atlas
from nec_locaux.counters import DEPARTEMENT_KINDS, count_by_code
from nec_locaux.enums import Status
from nec_locaux.models import NecLocalPage, NecLocalTerritoire
from socle.admin_home import Task
from socle.charts import Bar, Point, bars
from socle.text import fold

#: Deadlines named on the first page; the list tells of the others.
NAMED: Final = 6
#: Decisions that the time to decide is read from: those of a year, this many at most.
DECISIONS: Final = 500
YEAR: Final = timedelta(days=365)
#: Years of grants that are drawn.
YEARS: Final = 6
TERRITOIRES_KEY: Final = "nec:candidatures-territoires"
#: Seconds; the map of what is missing changes a few times a month.
TERRITOIRES_SECONDS: Final = 600
#: From this part of its départements without a NEC local on, the lines of a région thicken.
HALF: Final = 0.5
#: The register of the e-mails.
OUTBOX: Final = "candidatures_courriels_modeladmin_index"


@dataclass(frozen=True)
class Line:
    """A number, what it counts, and the list of what is counted."""

    label: str | Promise
    count: int
    query: str
    is_warning: bool = False

    @property
    def url(self) -> str:
        return View("", self.query).url


@dataclass(frozen=True)
class Year:
    """The grants of a year, in euros: awarded in it, and paid in it."""

    year: int
    engaged: Decimal
    paid: Decimal

    @property
    def engaged_text(self) -> str:
        return euros(self.engaged)

    @property
    def paid_text(self) -> str:
        return euros(self.paid)


@dataclass(frozen=True)
class Region:
    """A région and those of its départements where no NEC local is known."""

    code: str
    name: str
    path: str
    total: int
    without: tuple[str, ...]

    @property
    def weight(self) -> int:
        """Thickness of its lines: 0 where none is missing, 3 where all are."""
        if not self.without:
            return 0
        share = len(self.without) / self.total
        return 3 if share == 1 else 2 if share >= HALF else 1

    @property
    def url(self) -> str:
        return View("", query_of(region=self.code)).url


@dataclass(frozen=True)
class Territoires:
    """The régions of France, with what is missing in each."""

    regions: tuple[Region, ...]

    @property
    def drawing(self) -> Drawing:
        return atlas().france

    @property
    def drawn(self) -> list[Region]:
        """Those that the drawing shows; overseas is in the table alone."""
        return [region for region in self.regions if region.path]

    @property
    def missing(self) -> list[Region]:
        """Those that lack something, in the order of the alphabet."""
        return [region for region in self.regions if region.without]

    @property
    def count(self) -> int:
        return sum(len(region.without) for region in self.regions)

    @property
    def legend(self) -> list[tuple[int, str]]:
        return [
            (0, _t("un NEC local dans chaque département")),
            (1, _t("moins de la moitié des départements sans NEC local")),
            (2, _t("la moitié ou plus")),
            (3, _t("tous")),
        ]


class Figures:
    """What the first page says of candidatures, in a fixed number of queries."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.now = timezone.now()
        self.today = paris_day(self.now)

    @cached_property
    def sent(self) -> Any:
        return Candidature.objects.sent().order_by()

    @cached_property
    def states(self) -> list[Line]:
        """How many dossiers are in each state, in the order of the work."""
        counts = dict(self.sent.values_list("state").annotate(Count("pk")))
        return [Line(state.label, counts[state], query_of(state=state)) for state in State if counts.get(state)]

    @cached_property
    def waiting(self) -> list[Line]:
        """What asks for something to be done."""
        late, near = Q(due_on__lt=self.today), Q(due_on__range=(self.today, self.today + NEAR))
        to_review = Q(state__in=TO_REVIEW)
        unassigned = query_of(state=TO_REVIEW, instructeur=NOBODY)
        counts = self.sent.aggregate(
            late=Count("pk", filter=late),
            near=Count("pk", filter=near),
            nobody=Count("pk", filter=to_review & Q(instructeur=None)),
            mine=Count("pk", filter=to_review & Q(instructeur=self.user.pk)),
            deletion=Count("pk", filter=Q(deletion_requested_at__isnull=False)),
        )
        lines = (
            Line(_("Échéances dépassées"), counts["late"], query_of(deadline=LATE), is_warning=True),
            Line(_("Échéances dans la semaine"), counts["near"], query_of(deadline=WEEK)),
            Line(_("À instruire, non attribuées"), counts["nobody"], unassigned),
            Line(_("À instruire par vous"), counts["mine"], query_of(state=TO_REVIEW, instructeur=ME)),
            Line(_("Effacements demandés"), counts["deletion"], query_of(deletion="true"), is_warning=True),
        )
        return [line for line in lines if line.count]

    @cached_property
    def deadlines(self) -> list[tuple[Candidature, Deadline]]:
        """The nearest ones, the late ones first."""
        due = Candidature.objects.sent().filter(due_on__lte=self.today + NEAR).order_by("due_on", "pk")
        return [(candidature, Deadline(candidature.due_on, self.today)) for candidature in due[:NAMED]]

    @cached_property
    def decision_days(self) -> tuple[int, int] | None:
        """The median of the days between deposit and decision, and of how many decisions; None without any."""
        decided = self.sent.filter(decided_at__gte=self.now - YEAR, submitted_at__isnull=False)
        pairs = decided.order_by("-decided_at").values_list("submitted_at", "decided_at")[:DECISIONS]
        days = [(paris_day(decided_at) - paris_day(submitted_at)).days for submitted_at, decided_at in pairs]
        return (round(median(days)), len(days)) if days else None

    @property
    def decision_text(self) -> str:
        """« Temps médian du dépôt à la décision, en jours : 32 »."""
        if self.decision_days is None:
            return ""
        days, count = self.decision_days
        words = ngettext(
            "Temps médian du dépôt à la décision, en jours : %(days)s, sur %(count)s décision des douze derniers mois.",
            "Temps médian du dépôt à la décision, en jours : %(days)s, sur %(count)s décisions des douze derniers "
            "mois.",
            count,
        )
        return words % {"days": days, "count": count}

    @cached_property
    def failed_mails(self) -> int:
        """E-mails that did not leave yet; a panel above tells of those that never will."""
        return Courriel.objects.filter(state=MailState.FAILED).count()

    @property
    def failed_mails_text(self) -> str:
        words = ngettext(
            "%(count)s courriel n’est pas encore parti.",
            "%(count)s courriels ne sont pas encore partis.",
            self.failed_mails,
        )
        return words % {"count": self.failed_mails}

    @property
    def outbox_url(self) -> str:
        """Those of the register that did not leave yet."""
        return outbox_of(MailState.FAILED)

    @cached_property
    def years(self) -> list[Year]:
        """The latest years in which grants were awarded or paid, the latest first."""
        awarded = self.sent.filter(state__in=ACCEPTED, grant_awarded__gt=0, decided_at__isnull=False)
        by_decision = awarded.annotate(year=ExtractYear("decided_at", tzinfo=PARIS)).values_list("year")
        engaged = dict(by_decision.annotate(Sum("grant_awarded")))
        by_payment = Payment.objects.order_by().annotate(year=ExtractYear("paid_on")).values_list("year")
        paid = dict(by_payment.annotate(Sum("amount")))
        years = sorted({*engaged, *paid}, reverse=True)[:YEARS]
        return [Year(year, engaged.get(year, Decimal(0)), paid.get(year, Decimal(0))) for year in years]

    @property
    def grant_bars(self) -> list[Bar]:
        """Two bars a year, on one scale."""
        points = [
            Point(str(year.year), value, note)
            for year in self.years
            for value, note in ((year.engaged, _t("accordés")), (year.paid, _t("versés")))
        ]
        return bars(points, "€")

    @cached_property
    def territoires(self) -> Territoires:
        """Where no NEC local is known; read again every ten minutes at most."""
        codes: frozenset[str] | None = cache.get(TERRITOIRES_KEY)
        if codes is None:
            codes = known_departements()
            cache.set(TERRITOIRES_KEY, codes, TERRITOIRES_SECONDS)
        return find_missing(codes)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever sent."""
        return not self.states


def outbox_of(state: MailState) -> str:
    """The register of the e-mails that are in `state`."""
    return f"{reverse(OUTBOX)}?{urlencode({'state__exact': state.value})}"


def known_departements() -> frozenset[str]:
    """Official codes of the départements where a NEC local was held or is announced."""
    events = NecLocalPage.objects.live().exclude(status=Status.CANCELLED)
    links = NecLocalTerritoire.objects.filter(page__in=events.order_by().values("pk"))
    return frozenset(count_by_code(links, DEPARTEMENT_KINDS))


def find_missing(known: Iterable[str]) -> Territoires:
    """Every région with its départements that `known` does not hold."""
    book, codes = atlas(), frozenset(known)
    regions = []
    for code, drawing in book.regions.items():
        without = sorted((book.departement_names[one] for one in drawing.paths if one not in codes), key=fold)
        path = book.france.paths.get(code, "")
        regions.append(Region(code, book.region_names[code], path, len(drawing.paths), tuple(without)))
    return Territoires(tuple(sorted(regions, key=lambda region: fold(region.name))))


class CandidaturesPanel(Component):
    """The figures, for those who may read candidatures."""

    name = "nec_candidatures"
    template_name = "nec_candidatures/admin/dashboard.html"
    order = 110

    class Media:
        css: ClassVar = {"all": ["css/admin-candidatures-list.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"figures": Figures(parent_context["request"].user), "list_url": View("", "").url}


class GivenUpPanel(Component):
    """The e-mails that never left, before anything else: whoever they were for knows nothing."""

    name = "nec_given_up"
    template_name = "nec_candidatures/admin/given_up.html"
    order = 10

    class Media:
        css: ClassVar = {"all": ["css/admin-candidatures-list.css"]}

    def __init__(self, count: int) -> None:
        self.count = count

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"count": self.count, "url": outbox_of(MailState.ABANDONED)}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Put the figures on the first page, and what never left, for those who may read candidatures."""
    if not may_read(request.user):
        return
    panels.append(CandidaturesPanel())
    count = given_up().count()
    if count:
        panels.append(GivenUpPanel(count))


def review(request: HttpRequest) -> Task | None:
    """The task of reviewing what was sent, for those who have a role."""
    if not may_act(request.user):
        return None
    count = Candidature.objects.filter(state__in=TO_REVIEW).count()
    if not count:
        return Task(_("Lire les candidatures"), View("", "").url, "form", 10)
    label = ngettext("Instruire %(count)s candidature", "Instruire %(count)s candidatures", count) % {"count": count}
    return Task(label, View("", TO_REVIEW_QUERY).url, "form", 10)
