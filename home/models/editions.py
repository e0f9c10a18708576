"""The national editions, one a year."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.blocks import BoundBlock
from wagtail.fields import RichTextField
from wagtail.models import PageManager

from home.edition_blocks import (
    EditionFigureBlock,
    FormatCountBlock,
    PartnersBlock,
    PersonRoleBlock,
    ShareBlock,
    SuccessBlock,
)
from home.figures import FigureGroup, group_figures
from home.querysets import EditionQuerySet
from home.timeline import edition_columns
from socle.blocks.chart import MIN_POINTS, ChartBlock, ChartKind
from socle.charts import format_number
from socle.fields import StreamField
from socle.models import BasePage, BodyMixin

EditionManager = PageManager.from_queryset(EditionQuerySet)


class EditionsIndexPage(BodyMixin, BasePage):
    """All national editions: a timeline and a drawing of their attendance with its table."""

    template = "nec_home/editions_index_page.html"
    page_description = _("La page qui réunit toutes les éditions nationales. Une seule sur le site.")
    subpage_types: ClassVar[list[str]] = ["nec_home.EditionNationalePage"]
    max_count = 1
    schema_type = "CollectionPage"

    content_panels = [*BasePage.content_panels, *BodyMixin.body_panels]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    class Meta:
        verbose_name = _("page des éditions nationales")
        verbose_name_plural = _("pages des éditions nationales")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        editions = list(EditionNationalePage.objects.live().public().child_of(self).for_timeline())
        context["columns"] = edition_columns(editions)
        context["editions"] = editions[::-1]
        return context


class EditionNationalePage(BodyMixin, BasePage):
    """A national edition: its dates and places, its figures with their definitions, what it leaves."""

    template = "nec_home/edition_nationale_page.html"
    page_description = _("Une édition nationale : dates, lieux, chiffres et leurs sources, partenaires, réussites.")
    parent_page_types: ClassVar[list[str]] = ["nec_home.EditionsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    listable = True
    schema_type = "Event"

    year = models.PositiveSmallIntegerField(
        _("année"), unique=True, validators=[MinValueValidator(2018), MaxValueValidator(2100)]
    )
    edition_number = models.PositiveSmallIntegerField(_("numéro d’édition"), null=True, blank=True)
    city = models.CharField(_("ville"), max_length=100)
    venue = models.CharField(_("lieux"), max_length=255, blank=True)
    start_date = models.DateField(_("premier jour"), null=True, blank=True)
    end_date = models.DateField(_("dernier jour"), null=True, blank=True)
    off_date = models.DateField(_("journée OFF"), null=True, blank=True)
    is_online = models.BooleanField(_("édition en ligne"), default=False)
    attendance = models.PositiveIntegerField(_("fréquentation"), null=True, blank=True)
    attendance_definition = models.CharField(
        _("ce que compte la fréquentation"),
        max_length=160,
        blank=True,
        help_text=_("Par exemple « personnes présentes sur deux jours »."),
    )
    attendance_is_comparable = models.BooleanField(
        _("comparable aux autres années"),
        default=True,
        help_text=_(
            "Décochez si le nombre compte autre chose que des personnes présentes : la barre est alors en pointillé."
        ),
    )
    attendance_source = models.CharField(_("source de la fréquentation"), max_length=160, blank=True)
    key_figures = StreamField([("figure", EditionFigureBlock())], blank=True, verbose_name=_("chiffres clés"))
    theme_shares = StreamField([("share", ShareBlock())], blank=True, verbose_name=_("parts par thème"))
    theme_shares_measure = models.CharField(_("ce que mesurent les parts"), max_length=255, blank=True)
    format_counts = StreamField([("format", FormatCountBlock())], blank=True, verbose_name=_("formats comptés"))
    satisfaction = StreamField(
        [("figure", EditionFigureBlock())], blank=True, verbose_name=_("ce qu’en disent les personnes venues")
    )
    successes = StreamField([("success", SuccessBlock())], blank=True, verbose_name=_("réussites"))
    partners = StreamField([("partners", PartnersBlock())], blank=True, verbose_name=_("partenaires"))
    people = StreamField([("person", PersonRoleBlock())], blank=True, verbose_name=_("personnes"))
    credits = RichTextField(_("crédits"), blank=True, features=["bold", "italic", "link"])

    objects = EditionManager()

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("year"), FieldPanel("edition_number")]),
                FieldRowPanel([FieldPanel("city"), FieldPanel("venue")]),
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date"), FieldPanel("off_date")]),
                FieldPanel("is_online"),
            ],
            heading=_("Quand et où"),
        ),
        *BasePage.thematique_panels,
        *BodyMixin.body_panels,
    ]
    figures_panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("attendance"), FieldPanel("attendance_definition")]),
                FieldPanel("attendance_is_comparable"),
                FieldPanel("attendance_source"),
            ],
            heading=_("Fréquentation, dans le dessin des éditions"),
        ),
        FieldPanel("key_figures"),
        MultiFieldPanel(
            [
                FieldPanel("theme_shares_measure", help_text=_("Par exemple « part des sessions du programme ».")),
                FieldPanel("theme_shares"),
            ],
            heading=_("Thèmes"),
        ),
        FieldPanel("format_counts"),
        FieldPanel("satisfaction"),
        FieldPanel("successes"),
    ]
    people_panels: ClassVar = [FieldPanel("partners"), FieldPanel("people"), FieldPanel("credits")]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Contenu")),
            ObjectList(figures_panels, heading=_("Bilan")),
            ObjectList(people_panels, heading=_("Qui")),
            ObjectList(BasePage.promote_panels, heading=_("Promotion")),
            # They show no tab of their own: the dates of publication and the comments.
            ObjectList(BasePage.settings_panels, heading=_("Publication")),
        ]
    )
    search_fields = [
        *BasePage.search_fields,
        *BodyMixin.body_search_fields,
        index.SearchField("city"),
        index.SearchField("venue"),
        index.FilterField("year"),
    ]

    class Meta:
        verbose_name = _("édition nationale")
        verbose_name_plural = _("éditions nationales")

    def clean(self) -> None:
        super().clean()
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": _("Choisissez un dernier jour égal ou postérieur au premier.")})

    @property
    def last_day(self) -> date | None:
        return self.end_date or self.start_date

    @property
    def is_past(self) -> bool:
        """Over the day after its last day; over at the end of its year where no day is known."""
        last_day = self.last_day or date(self.year, 12, 31)
        return last_day < timezone.localdate()

    @property
    def is_on(self) -> bool:
        """Whether today is one of its days."""
        return self.start_date is not None and self.start_date <= timezone.localdate() and not self.is_past

    @property
    def attendance_number(self) -> str:
        return "" if self.attendance is None else format_number(self.attendance)

    @property
    def attendance_text(self) -> str:
        """The attendance and what it counts, empty where nobody recorded it."""
        if self.attendance is None:
            return ""
        return f"{self.attendance_number} {self.attendance_definition or _('personnes')}"

    @property
    def figures(self) -> list[Any]:
        """The key figures; the attendance comes first where they leave it out."""
        figures = [block.value for block in self.key_figures]
        if self.attendance is None or any(_digits(figure["value"]) == str(self.attendance) for figure in figures):
            return figures
        attendance = {
            "value": self.attendance_number,
            "label": self.attendance_definition or str(_("personnes")),
            "source": self.attendance_source,
        }
        return [attendance, *figures]

    @property
    def figure_group(self) -> FigureGroup:
        return group_figures(self.figures)

    @property
    def satisfaction_group(self) -> FigureGroup:
        return group_figures([block.value for block in self.satisfaction])

    @property
    def theme_chart(self) -> BoundBlock | None:
        """The shares of the themes as a chart block, drawn as in any body; nothing below two shares."""
        points = [{"label": block.value["label"], "value": block.value["value"]} for block in self.theme_shares]
        return _chart(
            points,
            title=_("De quoi a-t-on parlé ?"),
            introduction=self.theme_shares_measure,
            kind=ChartKind.BARS,
            unit="%",
            show_total=True,
        )

    @property
    def format_chart(self) -> BoundBlock | None:
        """The formats as a chart of lying brackets; nothing below two formats."""
        points = [
            {
                "label": block.value["label"],
                "value": Decimal(block.value["count"]),
                "note": block.value["note"] or "",
            }
            for block in self.format_counts
        ]
        return _chart(points, title=_("Les formats"), kind=ChartKind.COLUMNS, show_total=True)

    @property
    def contributors(self) -> list[Any]:
        """The people of the edition with their roles, and their portraits in one query."""
        people = [block.value for block in self.people if block.value["personne"]]
        prefetch_related_objects([person["personne"] for person in people], "portrait__renditions")
        return people

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        editions = EditionNationalePage.objects.live().public()
        context["previous_edition"] = editions.filter(year__lt=self.year).latest_edition_first().first()
        context["next_edition"] = editions.filter(year__gt=self.year).for_timeline().first()
        context["people"] = self.contributors
        return context

    def get_search_text(self) -> str:
        return f"{super().get_search_text()} {self.city} {self.venue}"

    def get_json_ld(self) -> dict[str, Any]:
        data = super().get_json_ld() | {"eventStatus": "https://schema.org/EventScheduled"}
        if self.start_date:
            data["startDate"] = self.start_date.isoformat()
        if self.last_day:
            data["endDate"] = self.last_day.isoformat()
        place = ", ".join(part for part in (self.venue, self.city) if part)
        return data | {"location": {"@type": "Place", "name": place}}


def next_or_latest(editions: Sequence[EditionNationalePage]) -> EditionNationalePage | None:
    """Among editions in order, the first one that is not over, else the last one held."""
    coming = (edition for edition in editions if not edition.is_past)
    return next(coming, editions[-1] if editions else None)


def _chart(points: list[dict[str, Any]], **settings: Any) -> BoundBlock | None:
    if len(points) < MIN_POINTS:
        return None
    block = ChartBlock()
    return block.bind(block.normalize({**settings, "points": points}))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
