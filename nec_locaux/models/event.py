"""The page of a NEC local, from its announcement to its bilan."""

import calendar
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any, ClassVar, Final
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import PageManager

from nec_locaux.admin_forms import NecLocalCopyForm, NecLocalPageForm
from nec_locaux.blocks import BilanStreamBlock, PracticeBlock, ProgrammeStreamBlock
from nec_locaux.checks import event_errors, neighbour_errors
from nec_locaux.enums import Audience, DatePrecision, Mode, PartnerRole, Phase, Status
from nec_locaux.models.event_links import territoire_label
from nec_locaux.pdf import ProgrammePdf
from nec_locaux.querysets import NecLocalQuerySet
from nec_locaux.structured_data import event_data
from nec_locaux.timezones import time_zone_of
from socle.fields import StreamField, URLField
from socle.models import BasePage, BodyMixin, Partenaire, Territoire
from socle.routing import RoutedPageMixin
from socle.text import fold_words
from socle.typography import month_name

#: The states that must be said first, everywhere.
CALLED_OFF: Final = (Status.CANCELLED, Status.POSTPONED)

NecLocalManager = PageManager.from_queryset(NecLocalQuerySet)


class NecLocalPage(RoutedPageMixin, BodyMixin, BasePage):
    """A NEC local: announced, held, then remembered, always at the same address."""

    template = "nec_locaux/nec_local_page.html"
    subpage_patterns = "nec_locaux.urls.event_patterns"
    page_description = _("Un NEC local : annoncé, tenu, puis raconté, toujours à la même adresse.")
    parent_page_types: ClassVar[list[str]] = ["nec_locaux.NecLocauxIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    listable = True
    schema_type = "Event"
    preview_modes = [("", _("Selon la date")), *Phase.choices]
    base_form_class = NecLocalPageForm
    copy_form_class = NecLocalCopyForm
    #: What belongs to one year, and to one page: a copy announces the next edition.
    exclude_fields_in_copy = [
        *("start_date", "end_date", "start_time", "end_time", "date_precision", "status", "status_note"),
        *("registration_url", "registration_deadline", "programme"),
        *("participants", "structure_count", "speaker_count", "workshop_count", "stand_count", "budget"),
        *("satisfaction", "figures_source", "bilan", "resource_url"),
        *("go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by"),
    ]
    #: Whether its fields must agree with one another: a draft is saved in any state.
    is_checked = True

    # Annonce
    start_date = models.DateField(
        _("premier jour"),
        null=True,
        db_index=True,
        help_text=_("Si le jour n’est pas connu, mettez le premier du mois."),
    )
    end_date = models.DateField(_("dernier jour"), null=True, blank=True, help_text=_("Vide pour un seul jour."))
    start_time = models.TimeField(
        _("heure de début"), null=True, blank=True, help_text=_("À l’heure du lieu où l’événement se tient.")
    )
    end_time = models.TimeField(_("heure de fin"), null=True, blank=True, help_text=_("Le dernier jour."))
    date_precision = models.CharField(
        _("précision de la date"), max_length=10, choices=DatePrecision, default=DatePrecision.DAY
    )
    mode = models.CharField(_("mode"), max_length=12, choices=Mode, default=Mode.ON_SITE)
    status = models.CharField(_("état"), max_length=15, choices=Status, default=Status.ANNOUNCED, db_index=True)
    status_note = models.CharField(
        _("précision sur l’état"),
        max_length=255,
        blank=True,
        help_text=_("Pour un report ou une annulation : la raison, ou la nouvelle date."),
    )
    edition_number = models.PositiveSmallIntegerField(
        _("numéro d’édition"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    previous_edition = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="next_editions",
        verbose_name=_("édition précédente"),
        help_text=_("Chacune des deux pages mène alors à l’autre."),
    )
    audience = models.CharField(
        _("publics"),
        max_length=15,
        choices=Audience,
        blank=True,
        db_index=True,
        help_text=_("« Tous les publics » montre deux parcours sur la page. Vide si ce n’est pas connu."),
    )
    professionals_text = models.TextField(_("parcours des professionnelles et professionnels"), blank=True)
    public_text = models.TextField(_("parcours du grand public"), blank=True)
    organisers = models.CharField(
        _("organisation"), max_length=500, blank=True, help_text=_("Les structures, dans l’ordre où les citer.")
    )
    registration_url = URLField(_("page d’inscription"), blank=True)
    registration_deadline = models.DateField(_("inscription jusqu’au"), null=True, blank=True)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True, validators=[MinValueValidator(1)])
    contact_email = models.EmailField(
        _("adresse de contact"),
        blank=True,
        help_text=_("Publique. Pour s’inscrire sans page d’inscription, et pour les demandes particulières."),
    )

    # Programme
    programme = StreamField(ProgrammeStreamBlock(), blank=True, verbose_name=_("programme"))

    # Pratique
    place = models.CharField(_("lieu"), max_length=255, blank=True, help_text=_("Nom du lieu et commune."))
    address = models.CharField(_("adresse"), max_length=255, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Vide : la carte prend le centre du territoire."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    transport = models.TextField(_("y aller"), blank=True, help_text=_("Train, bus, vélo, marche."))
    parking = models.TextField(_("stationnement"), blank=True)
    signage = models.TextField(_("fléchage"), blank=True, help_text=_("Comment trouver l’entrée et les salles."))
    accessibility = models.TextField(
        _("accessibilité"), blank=True, help_text=_("Entrée, boucle magnétique, LSF, transcription, à qui demander.")
    )
    catering = models.TextField(_("repas et boissons"), blank=True)
    broadcast = models.TextField(_("diffusion"), blank=True, help_text=_("Ce qui est filmé, où, sous quelle licence."))
    charte = StreamField([("practice", PracticeBlock())], blank=True, verbose_name=_("la charte, en pratique ici"))

    # Bilan
    participants = models.PositiveIntegerField(
        _("personnes venues"), null=True, blank=True, help_text=_("Le nombre constaté, après l’événement.")
    )
    structure_count = models.PositiveIntegerField(_("structures représentées"), null=True, blank=True)
    speaker_count = models.PositiveIntegerField(_("intervenantes et intervenants"), null=True, blank=True)
    workshop_count = models.PositiveIntegerField(_("ateliers"), null=True, blank=True)
    stand_count = models.PositiveIntegerField(_("stands"), null=True, blank=True)
    budget = models.PositiveIntegerField(_("budget"), null=True, blank=True, help_text=_("Total, en euros."))
    satisfaction = models.PositiveSmallIntegerField(
        _("satisfaction"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("Part des réponses satisfaites, en pour cent."),
    )
    figures_source = models.CharField(_("source des chiffres"), max_length=255, blank=True)
    bilan = StreamField(BilanStreamBlock(), blank=True, verbose_name=_("ce qu’il en reste"))
    resource_url = URLField(_("fiche sur Les Bases"), blank=True)

    # Kept by save(), for the queries.
    ends_at = models.DateTimeField(null=True, editable=False, db_index=True)
    has_programme = models.BooleanField(default=False, editable=False)
    has_bilan = models.BooleanField(default=False, editable=False)
    search_words = models.TextField(blank=True, editable=False)

    objects = NecLocalManager()

    announce_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
                FieldRowPanel([FieldPanel("start_time"), FieldPanel("end_time")]),
                FieldPanel(
                    "date_precision",
                    help_text=_("Le site ne montre que ce qui est connu : le jour, le mois ou l’année."),
                ),
                FieldPanel("status", help_text=_("« Terminé » s’affiche de lui-même après le dernier jour.")),
                FieldPanel(
                    "status_note",
                    help_text=_(
                        "Pour un report ou une annulation : la raison, ou la nouvelle date. "
                        "Sans elle, la page dit l’état et rien de plus."
                    ),
                ),
                FieldRowPanel([FieldPanel("mode"), FieldPanel("edition_number")]),
                FieldPanel("previous_edition"),
            ],
            heading=_("Quand et comment"),
        ),
        InlinePanel(
            "territoire_links",
            heading=_("Territoires"),
            label=_("Territoire"),
            help_text=_("Le premier donne l’heure et la place sur la carte. Aucun pour une rencontre thématique."),
            max_num=10,
        ),
        FieldPanel("organisers"),
        InlinePanel(
            "partner_links", heading=_("Partenaires"), label=_("Partenaire"), max_num=60, classname="collapsed"
        ),
        MultiFieldPanel(
            [FieldPanel("audience"), FieldPanel("professionals_text"), FieldPanel("public_text")], heading=_("Publics")
        ),
        MultiFieldPanel(
            [
                FieldPanel("registration_url"),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("registration_deadline")]),
                FieldPanel("contact_email"),
            ],
            heading=_("Inscription"),
        ),
        *BasePage.thematique_panels,
        *BodyMixin.body_panels,
    ]
    programme_panels = [
        FieldPanel(
            "programme",
            help_text=_("Une journée pour chaque jour, et pour chaque lieu quand il y en a plusieurs le même jour."),
        )
    ]
    practical_panels = [
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude", help_text=_("Les deux, ou aucune."))]),
            ],
            heading=_("Lieu"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("transport", "parking", "signage", "accessibility", "catering", "broadcast")
            ],
            heading=_("Venir, être bien accueilli"),
        ),
        FieldPanel("charte", classname="collapsed"),
    ]
    bilan_panels = [
        MultiFieldPanel(
            [
                FieldPanel("participants"),
                FieldRowPanel([FieldPanel("structure_count"), FieldPanel("speaker_count")]),
                FieldRowPanel([FieldPanel("workshop_count"), FieldPanel("stand_count")]),
                FieldRowPanel([FieldPanel("budget"), FieldPanel("satisfaction")]),
                FieldPanel("figures_source", help_text=_("Qui les a comptés, dans quel document, et quand.")),
            ],
            heading=_("Chiffres"),
        ),
        FieldPanel("bilan"),
        FieldPanel(
            "resource_url",
            help_text=_("Son adresse. Sans elle, l’événement reste dans la liste « NEC locaux à relancer »."),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(announce_panels, heading=_("Annonce")),
            ObjectList(programme_panels, heading=_("Programme")),
            ObjectList(practical_panels, heading=_("Pratique")),
            ObjectList(bilan_panels, heading=_("Bilan")),
            ObjectList(BasePage.promote_panels, heading=_("Référencement")),
            # They show no tab of their own: the dates of publication and the comments.
            ObjectList(BasePage.settings_panels, heading=_("Publication")),
        ]
    )
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._keep_for_queries()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        errors = event_errors(self) if self.is_checked else {}
        if errors:
            raise ValidationError(errors)

    def clean_for_publication(self) -> None:
        """What the admin also checks on the way to the public. Raises `ValidationError`."""
        errors = neighbour_errors(self, self.get_parent())
        if errors:
            raise ValidationError(errors)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> TemplateResponse:
        """The page before or after the event, whatever today is."""
        self.previewed_phase = mode_name
        self._keep_for_queries()
        response: TemplateResponse = super().serve_preview(request, mode_name)
        return response

    # Time

    @property
    def last_day(self) -> date | None:
        """Last day of the event, or of the month or year in which it is known to be held."""
        if self.end_date or self.start_date is None:
            return self.end_date or self.start_date
        return _end_of_period(self.start_date, self.date_precision)

    @cached_property
    def time_zone(self) -> ZoneInfo:
        """The zone of the first territoire: the hours of an event are those of its place."""
        territoires = self.territoires
        return time_zone_of(territoires[0] if territoires else None)

    @property
    def starts_at(self) -> datetime | None:
        """The instant the event starts, where its day and hour are known."""
        if self.start_date is None or self.start_time is None or self.date_precision != DatePrecision.DAY:
            return None
        return datetime.combine(self.start_date, self.start_time, self.time_zone)

    @property
    def is_day_known(self) -> bool:
        """Whether the event can stand on a day of a calendar."""
        return self.start_date is not None and self.date_precision == DatePrecision.DAY

    @property
    def is_past(self) -> bool:
        return self.ends_at is not None and self.ends_at <= timezone.now()

    @property
    def phase(self) -> Phase:
        """The face the page shows: before or after. A preview may ask for one of them."""
        asked = getattr(self, "previewed_phase", "")
        if asked:
            return Phase(asked)
        return Phase.AFTER if self.is_past and not self.is_called_off else Phase.BEFORE

    @property
    def is_called_off(self) -> bool:
        """Cancelled or postponed: what must be said first, everywhere."""
        return self.status in CALLED_OFF

    @property
    def is_open(self) -> bool:
        """Whether one may register today."""
        return self.status == Status.OPEN and not self.is_past and not self.is_registration_over

    @property
    def is_registration_over(self) -> bool:
        """Whether the last day to register is over, where the event is held."""
        deadline = self.registration_deadline
        return deadline is not None and deadline < timezone.now().astimezone(self.time_zone).date()

    @property
    def status_label(self) -> str:
        """Where the event stands today."""
        if self.is_called_off:
            return str(self.get_status_display())
        if self.is_past:
            return str(_("Bilan publié") if self.has_bilan else _("Terminé"))
        if self.status == Status.OPEN and self.is_registration_over:
            return str(_("Inscriptions closes"))
        return str(self.get_status_display())

    @property
    def line_label(self) -> str:
        """What the line of a list says of the event: its state, or that its programme is still to come."""
        is_only_announced = self.status == Status.ANNOUNCED and not self.is_past
        return str(_("Programme à venir")) if is_only_announced and not self.has_programme else self.status_label

    @property
    def year_label(self) -> str:
        """Year under which a list puts the event."""
        return str(self.start_date.year) if self.start_date else ""

    @property
    def month_label(self) -> str:
        """Month and year under which a list puts the event; the year alone where no month is known."""
        if self.start_date is None or self.date_precision == DatePrecision.YEAR:
            return self.year_label
        return f"{month_name(self.start_date.month)} {self.year_label}".capitalize()

    # Programme

    @property
    def programme_pdf(self) -> ProgrammePdf | None:
        """The programme as a PDF, for a published page that has one."""
        return ProgrammePdf(self) if self.live and self.programme and self.url else None

    def get_cached_paths(self) -> list[str]:
        """What publishing the page makes stale in a shared cache: the event is also a line of an agenda, and a PDF."""
        return [f"/{self.reverse_subpage(name)}" for name in ("event", "ics", "programme")]

    # Place and people

    @property
    def territoires(self) -> list[Territoire]:
        """The event's territoires in the editors' order."""
        links = self.territoire_links.all()
        return [link.territoire for link in sorted(links, key=lambda link: link.sort_order or 0)]

    @property
    def location_label(self) -> str:
        """Where, in one line: « Metz, Moselle (57) », « Région Occitanie »; the place where no territory is given."""
        territoires = self.territoires
        if territoires:
            return " ; ".join(territoire_label(territoire) for territoire in territoires)
        if self.mode == Mode.ONLINE:
            return str(Mode.ONLINE.label)
        return self.place or str(_("Rencontre thématique, sans territoire unique"))

    @property
    def coordinates(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees (WGS 84): those of the place, else the centre of the first territoire."""
        centre = next(iter(self.territoires), None)
        pairs = [(self.latitude, self.longitude), (centre.latitude, centre.longitude) if centre else (None, None)]
        known = ((float(north), float(east)) for north, east in pairs if north is not None and east is not None)
        return next(known, None)

    @property
    def partner_groups(self) -> list[tuple[str, list[Partenaire]]]:
        """Partners under the name of what they do, in the order of `PartnerRole`."""
        links = sorted(self.partner_links.all(), key=lambda link: link.sort_order or 0)
        groups = [(role.label, [link.partenaire for link in links if link.role == role]) for role in PartnerRole]
        return [(str(label), partenaires) for label, partenaires in groups if partenaires]

    @property
    def organisers_label(self) -> str:
        """Who organises, in one line: the editors' words, else the partners who do."""
        names = [link.partenaire.name for link in self.partner_links.all() if link.role == PartnerRole.ORGANISER]
        return self.organisers or ", ".join(names)

    @cached_property
    def other_editions(self) -> "list[NecLocalPage]":
        """The editions just before and after this one that anyone may read, the oldest first, in one query."""
        linked = models.Q(pk=self.previous_edition_id)
        if self.pk is not None:
            linked |= models.Q(previous_edition=self.pk)
        return list(NecLocalPage.objects.live().public().filter(linked).order_by("start_date"))

    @property
    def last_edition(self) -> "NecLocalPage | None":
        """The event this one follows, while anyone may read its page."""
        return next((page for page in self.other_editions if page.pk == self.previous_edition_id), None)

    @property
    def next_edition(self) -> "NecLocalPage | None":
        """The live event that follows this one, if any."""
        return next((page for page in self.other_editions if page.pk != self.previous_edition_id), None)

    @classmethod
    def first_words_cases(cls) -> list[models.When]:
        return [models.When(neclocalpage__status=status, then=models.Value(str(status.label))) for status in CALLED_OFF]

    def get_search_text(self) -> str:
        return f"{super().get_search_text()} {self.place} {self.organisers}"

    def get_json_ld(self) -> dict[str, Any]:
        data = super().get_json_ld()
        # A word of schema.org for works, which no event has.
        data.pop("dateModified", None)
        return data | event_data(self)

    # What the queries read

    def _keep_for_queries(self) -> None:
        """Write the columns that lists filter and sort on, from what editors entered."""
        self.__dict__.pop("time_zone", None)
        self.ends_at = self._end_instant()
        self.has_programme = any(day.value.get("items") for day in self.programme)
        self.has_bilan = bool(self.bilan) or any(value is not None for value in self._counted())
        self.search_words = fold_words(" ".join(self._words_of_lists()))

    def _end_instant(self) -> datetime | None:
        """Midnight that ends the last day, where the event is held."""
        last = self.last_day
        if last is None or last == date.max:
            return None
        midnight = datetime.combine(last + timedelta(days=1), time.min, self.time_zone)
        return midnight.astimezone(UTC)

    def _counted(self) -> tuple[int | None, ...]:
        return (
            *(self.participants, self.structure_count, self.speaker_count, self.workshop_count),
            *(self.stand_count, self.budget, self.satisfaction),
        )

    def _words_of_lists(self) -> Iterable[str]:
        yield from (self.title, self.place, self.address, self.organisers)
        for territoire in self.territoires:
            lies_in: Territoire | None = territoire
            while lies_in is not None:
                yield f"{lies_in.name} {lies_in.code}"
                lies_in = lies_in.parent


def _end_of_period(start: date, precision: str) -> date:
    """Last day of a month or year known without its day: until then the event may still be to come."""
    if precision == DatePrecision.YEAR:
        return date(start.year, 12, 31)
    if precision == DatePrecision.MONTH:
        return start.replace(day=calendar.monthrange(start.year, start.month)[1])
    return start
