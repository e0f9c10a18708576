"""The pages of the NEC locaux."""

import calendar
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import PageManager

from nec_locaux.enums import DatePrecision, Mode, Status
from nec_locaux.querysets import NecLocalQuerySet
from socle.charts import format_number
from socle.enums import TerritoireKind
from socle.fields import URLField
from socle.installed import installed_only
from socle.models import BasePage, BodyMixin, Territoire
from socle.typography import month_name

PAST_PER_LIST = 20
SCHEMA_MODES = {
    Mode.ON_SITE: "https://schema.org/OfflineEventAttendanceMode",
    Mode.HYBRID: "https://schema.org/MixedEventAttendanceMode",
    Mode.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
}
SCHEMA_STATUSES = {
    Status.POSTPONED: "https://schema.org/EventPostponed",
    Status.CANCELLED: "https://schema.org/EventCancelled",
}

NecLocalManager = PageManager.from_queryset(NecLocalQuerySet)


class NecLocauxIndexPage(BodyMixin, BasePage):
    """The calendar of the NEC locaux: those to come, then those held."""

    template = "nec_locaux/nec_locaux_index_page.html"
    page_description = _("Le calendrier des NEC locaux. Une seule sur le site.")
    subpage_types: ClassVar[list[str]] = ["nec_locaux.NecLocalPage", *installed_only("nec_home.StandardPage")]
    max_count = 1
    schema_type = "CollectionPage"

    official_count = models.PositiveSmallIntegerField(
        _("nombre officiel de NEC locaux"), null=True, blank=True, help_text=_("Tel que l’équipe l’a annoncé.")
    )
    official_territories = models.PositiveSmallIntegerField(_("nombre officiel de territoires"), null=True, blank=True)
    official_definition = models.CharField(
        _("ce que comptent ces nombres"),
        max_length=255,
        blank=True,
        help_text=_("Par exemple : « depuis janvier 2021, annoncé au second semestre 2024 »."),
    )

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("official_count"), FieldPanel("official_territories")]),
                FieldPanel("official_definition"),
            ],
            heading=_("Chiffres officiels"),
        ),
        *BodyMixin.body_panels,
    ]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    class Meta:
        verbose_name = _("page des NEC locaux")
        verbose_name_plural = _("pages des NEC locaux")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        events = NecLocalPage.objects.live().public().child_of(self).for_cards()
        past = Paginator(events.past(), PAST_PER_LIST).get_page(request.GET.get("page"))
        upcoming = list(events.upcoming())
        context["upcoming"] = upcoming
        context["upcoming_months"] = _grouped(upcoming, "month_label")
        context["page_obj"] = past
        context["past_years"] = _grouped(past.object_list, "year_label")
        return context

    @property
    def figures(self) -> list[dict[str, str]]:
        """The official numbers that are known; `official_definition` says what they count."""
        numbers = (
            (self.official_count, _("NEC locaux")),
            (self.official_territories, _("territoires")),
        )
        return [
            {"value": format_number(number), "label": str(label)} for number, label in numbers if number is not None
        ]


class NecLocalPage(BodyMixin, BasePage):
    """A NEC local: announced, held, then remembered, always at the same address."""

    template = "nec_locaux/nec_local_page.html"
    page_description = _("Un NEC local : annoncé, tenu, puis raconté, toujours à la même adresse.")
    parent_page_types: ClassVar[list[str]] = ["nec_locaux.NecLocauxIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    listable = True
    schema_type = "Event"

    start_date = models.DateField(
        _("premier jour"), db_index=True, help_text=_("Si le jour n’est pas connu, mettez le premier du mois.")
    )
    end_date = models.DateField(_("dernier jour"), null=True, blank=True, help_text=_("Vide pour un seul jour."))
    date_precision = models.CharField(
        _("précision de la date"), max_length=10, choices=DatePrecision, default=DatePrecision.DAY
    )
    mode = models.CharField(_("mode"), max_length=12, choices=Mode, default=Mode.ON_SITE)
    status = models.CharField(_("état"), max_length=15, choices=Status, default=Status.ANNOUNCED, db_index=True)
    edition_number = models.PositiveSmallIntegerField(
        _("numéro d’édition"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    territoire = models.ForeignKey(
        "nec_socle.Territoire",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("territoire"),
        help_text=_("Laissez vide pour une rencontre thématique, sans territoire unique."),
    )
    place = models.CharField(_("lieu"), max_length=255, blank=True, help_text=_("Nom du lieu et commune."))
    organisers = models.CharField(_("organisation"), max_length=500, blank=True)
    participants = models.PositiveIntegerField(
        _("personnes venues"), null=True, blank=True, help_text=_("Le nombre constaté, après l’événement.")
    )
    registration_url = URLField(_("page d’inscription"), blank=True)
    resource_url = URLField(_("fiche sur Les Bases"), blank=True)

    objects = NecLocalManager()

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
                FieldPanel(
                    "date_precision",
                    help_text=_("Le site ne montre que ce qui est connu : le jour, le mois ou l’année."),
                ),
                FieldPanel("status", help_text=_("« Terminé » s’affiche de lui-même après le dernier jour.")),
                FieldRowPanel([FieldPanel("mode"), FieldPanel("edition_number")]),
            ],
            heading=_("Quand et comment"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("territoire"),
                FieldPanel("place"),
                FieldPanel("organisers", help_text=_("Les structures qui organisent, dans l’ordre où les citer.")),
            ],
            heading=_("Où et qui"),
        ),
        FieldPanel("registration_url"),
        *BasePage.thematique_panels,
        *BodyMixin.body_panels,
        MultiFieldPanel([FieldPanel("participants"), FieldPanel("resource_url")], heading=_("Après l’événement")),
    ]
    search_fields = [
        *BasePage.search_fields,
        *BodyMixin.body_search_fields,
        index.SearchField("place"),
        index.SearchField("organisers"),
        index.FilterField("start_date"),
        index.FilterField("status"),
    ]

    class Meta:
        verbose_name = _("NEC local")
        verbose_name_plural = _("NEC locaux")

    def clean(self) -> None:
        super().clean()
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": _("Choisissez un dernier jour égal ou postérieur au premier.")})
        if self.start_date and not self.end_date:
            self.end_date = self._end_of_known_period()

    def _end_of_known_period(self) -> date | None:
        """Last day of a month or year known without its day: until then the event may still be to come."""
        start = self.start_date
        if self.date_precision == DatePrecision.YEAR:
            return date(start.year, 12, 31)
        if self.date_precision == DatePrecision.MONTH:
            return start.replace(day=calendar.monthrange(start.year, start.month)[1])
        return None

    @property
    def last_day(self) -> date:
        return self.end_date or self.start_date

    @property
    def is_past(self) -> bool:
        return self.last_day < timezone.localdate()

    @property
    def is_called_off(self) -> bool:
        """Cancelled or postponed: what must be said first, everywhere."""
        return self.status in {Status.CANCELLED, Status.POSTPONED}

    @property
    def is_open(self) -> bool:
        """Whether one may register today."""
        return self.status == Status.OPEN and not self.is_past

    @property
    def status_label(self) -> str:
        """What the line of the calendar says of the event today."""
        if self.is_called_off or not self.is_past:
            return str(self.get_status_display())
        return str(_("Terminé"))

    @property
    def figures(self) -> list[dict[str, str]]:
        """What was counted after the event."""
        if self.participants is None:
            return []
        return [{"value": format_number(self.participants), "label": str(_("personnes venues"))}]

    @property
    def year_label(self) -> str:
        """Year under which a list puts the event."""
        return str(self.start_date.year)

    @property
    def month_label(self) -> str:
        """Month and year under which a list puts the event; the year alone where no month is known."""
        if self.date_precision == DatePrecision.YEAR:
            return self.year_label
        return f"{month_name(self.start_date.month)} {self.year_label}".capitalize()

    @property
    def location_label(self) -> str:
        """Where, in one line: « Metz, Moselle (57) », « Région Occitanie »; the place where no territory is given."""
        if self.territoire:
            return _territoire_label(self.territoire)
        if self.mode == Mode.ONLINE:
            return str(Mode.ONLINE.label)
        return self.place or str(_("Rencontre thématique, sans territoire unique"))

    def get_search_text(self) -> str:
        return f"{super().get_search_text()} {self.place} {self.organisers}"

    def get_json_ld(self) -> dict[str, Any]:
        data = super().get_json_ld() | {
            "startDate": self._known_date(self.start_date),
            "eventStatus": SCHEMA_STATUSES.get(Status(self.status), "https://schema.org/EventScheduled"),
            "eventAttendanceMode": SCHEMA_MODES[Mode(self.mode)],
            "isAccessibleForFree": True,
        }
        if self.end_date:
            data["endDate"] = self._known_date(self.end_date)
        if self.place or self.territoire:
            data["location"] = {"@type": "Place", "name": self.place or self.location_label}
        if self.organisers:
            data["organizer"] = {"@type": "Organization", "name": self.organisers}
        return data

    def _known_date(self, day: date) -> str:
        """ISO date cut to what is known of it."""
        length = {DatePrecision.DAY: 10, DatePrecision.MONTH: 7, DatePrecision.YEAR: 4}
        return day.isoformat()[: length[DatePrecision(self.date_precision)]]


def _grouped(events: Iterable[NecLocalPage], label: str) -> list[tuple[str, list[NecLocalPage]]]:
    """Events, already in order, under the label they share."""
    return [(key, list(group)) for key, group in groupby(events, lambda event: getattr(event, label))]


def _territoire_label(territoire: Territoire) -> str:
    """A territory as the calendar writes it, with its département where it has one."""
    parent = territoire.parent
    if territoire.kind == TerritoireKind.REGION:
        return str(_("Région %(name)s") % {"name": territoire.name})
    if territoire.kind in {TerritoireKind.DEPARTEMENT, TerritoireKind.OUTRE_MER}:
        return _with_code(territoire)
    if parent and parent.kind in {TerritoireKind.DEPARTEMENT, TerritoireKind.OUTRE_MER}:
        return f"{territoire.name}, {_with_code(parent)}"
    return territoire.name


def _with_code(territoire: Territoire) -> str:
    return f"{territoire.name} ({territoire.code})" if territoire.code else territoire.name
