"""The call to organise a NEC local: its rules, the versions of them, the page that explains who may be supported."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.contrib.forms.models import validate_to_address
from wagtail.models import PageManager

from candidatures.blocks import CriteriaStreamBlock, DocumentsStreamBlock, ItemsStreamBlock, read_items
from candidatures.deadlines import paris_day
from candidatures.enums import Evidence, FormMode, RuleKind, State
from candidatures.querysets import AppelQuerySet
from candidatures.rules import Criterion, DocumentAsked, Item, Rules, RuleText
from socle.charts import format_number, with_unit
from socle.fields import StreamField, URLField
from socle.installed import installed_only
from socle.models import BasePage, BodyMixin
from socle.models.rows import UniqueRow
from socle.routing import FormReceiverMixin, RoutedPageMixin
from socle.typography import date_range_text

AppelManager = PageManager.from_queryset(AppelQuerySet)


class AppelPage(RoutedPageMixin, FormReceiverMixin, BodyMixin, BasePage):
    """The call for NEC locaux: its rules as values, its explanations as text, and the way into the form.

    A rule left empty does not exist: a call of the past had others. The first values are those of the page « NEC
    locaux » (second half of 2024) and of the guide d'organisation. Publishing a page whose rules have changed makes a
    new `AppelVersion`; candidatures keep theirs.
    """

    template = "nec_candidatures/appel_page.html"
    subpage_patterns = "candidatures.urls.appel_patterns"
    submission_view = "candidatures.views.start.receive_address"
    page_description = _("L’appel à NEC locaux : ses règles, ses délais, et comment y répondre.")
    subpage_types: ClassVar[list[str]] = [
        "nec_candidatures.AppelPage",
        "nec_candidatures.EligibilitePage",
        *installed_only("nec_home.StandardPage"),
    ]

    opens_on = models.DateField(_("ouverture"), null=True, blank=True)
    closes_on = models.DateField(
        _("clôture"), null=True, blank=True, help_text=_("Ce jour compris. Vide pour un appel permanent.")
    )
    asks_for_legal_entity = models.BooleanField(_("réservé aux personnes morales"), default=True)
    delay_months = models.PositiveSmallIntegerField(
        _("délai avant l’événement"),
        default=4,
        null=True,
        blank=True,
        validators=[MaxValueValidator(24)],
        help_text=_("En mois, pour demander un soutien financier."),
    )
    minimum_public = models.PositiveIntegerField(_("public minimal"), default=150, null=True, blank=True)
    asks_for_venue = models.BooleanField(_("le lieu doit pouvoir accueillir ce public"), default=True)
    minimum_collectivites = models.PositiveSmallIntegerField(
        _("collectivités en soutien, au moins"), default=1, null=True, blank=True
    )
    grant_minimum = models.PositiveIntegerField(
        _("subvention, au moins"), default=2500, null=True, blank=True, help_text=_("En euros.")
    )
    grant_maximum = models.PositiveIntegerField(
        _("subvention, au plus"),
        default=5000,
        null=True,
        blank=True,
        help_text=_("En euros. Vide si l’appel ne donne pas d’argent."),
    )
    grant_share = models.DecimalField(
        _("part du budget, au plus"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(80),
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
        help_text=_("En pour cent du budget de l’événement."),
    )
    rules_source = models.CharField(
        _("source des règles"),
        max_length=255,
        blank=True,
        help_text=_("Le texte et sa date, montrés sous les chiffres. Une règle peut avoir la sienne."),
    )
    eligible_costs = StreamField(ItemsStreamBlock(), blank=True, verbose_name=_("frais pris en charge"))
    criteria = StreamField(CriteriaStreamBlock(), blank=True, verbose_name=_("critères pris en compte"))
    commitments = StreamField(
        ItemsStreamBlock(), blank=True, verbose_name=_("engagements"), help_text=_("Chacun est à cocher pour déposer.")
    )
    documents = StreamField(DocumentsStreamBlock(), blank=True, verbose_name=_("pièces demandées"))
    consent_text = models.TextField(
        _("accord demandé au dépôt"),
        blank=True,
        max_length=1000,
        help_text=_("Une case à cocher avant l’envoi : ce que devient le dossier, et combien de temps il est gardé."),
    )
    form_mode = models.CharField(_("formulaire"), max_length=10, choices=FormMode, default=FormMode.SITE)
    external_form_url = URLField(
        _("formulaire extérieur"), blank=True, help_text=_("Par exemple la démarche sur Démarches simplifiées.")
    )
    recipients = models.CharField(
        _("destinataires"),
        max_length=500,
        blank=True,
        help_text=_(
            "Adresses électroniques, séparées par des virgules, prévenues de chaque dépôt et de chaque message."
        ),
    )

    objects = AppelManager()

    text_panels = [*BasePage.content_panels, *BodyMixin.body_panels]
    rule_panels: ClassVar = [
        FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
        MultiFieldPanel(
            [
                FieldPanel("asks_for_legal_entity"),
                FieldRowPanel([FieldPanel("minimum_public"), FieldPanel("minimum_collectivites")]),
                FieldPanel("asks_for_venue"),
                FieldPanel("delay_months"),
            ],
            heading=_("Critères obligatoires pour un soutien financier"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("grant_minimum"), FieldPanel("grant_maximum"), FieldPanel("grant_share")]),
                FieldPanel("eligible_costs"),
            ],
            heading=_("Soutien financier"),
        ),
        FieldPanel("rules_source"),
        InlinePanel(
            "rule_texts",
            heading=_("Les règles en phrases"),
            label=_("Règle"),
            help_text=_("Une règle sans phrase ici est dite par sa valeur. Une phrase sans valeur n’est pas montrée."),
        ),
        FieldPanel("criteria"),
        HelpPanel(heading=_("Versions des règles"), template="nec_candidatures/admin/call_versions.html"),
    ]
    form_panels: ClassVar = [
        FieldPanel("form_mode"),
        FieldPanel("external_form_url"),
        InlinePanel(
            "external_fields",
            heading=_("Correspondances du formulaire extérieur"),
            label=_("Correspondance"),
            help_text=_(
                "Pour un dossier prérempli. Les premières passent d’abord : une adresse ne porte que 2 000 signes, et "
                "la personne qui dépose lit ce qu’il lui reste à recopier."
            ),
        ),
        FieldPanel("documents"),
        FieldPanel("commitments"),
        FieldPanel("consent_text"),
        FieldPanel("recipients"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(text_panels, heading=_("Contenu")),
            ObjectList(rule_panels, heading=_("Règles")),
            ObjectList(form_panels, heading=_("Formulaire")),
            ObjectList(BasePage.promote_panels, heading=_("Promotion")),
            ObjectList(BasePage.settings_panels, heading=_("Paramètres")),
        ]
    )
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    class Meta:
        verbose_name = _("appel à NEC locaux")
        verbose_name_plural = _("appels à NEC locaux")

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            errors["closes_on"] = _("Choisissez une clôture postérieure à l’ouverture.")
        if (
            self.grant_minimum is not None
            and self.grant_maximum is not None
            and self.grant_maximum < self.grant_minimum
        ):
            errors["grant_maximum"] = _("Indiquez un montant au moins égal au minimum.")
        if self.form_mode != FormMode.SITE and not self.external_form_url:
            errors["external_form_url"] = _("Indiquez l’adresse du formulaire extérieur.")
        if self.recipients and not _are_addresses(self.recipients):
            errors["recipients"] = _(
                "Séparez par des virgules des adresses complètes, comme nom@exemple.fr, autre@exemple.fr."
            )
        if errors:
            raise ValidationError(errors)

    @property
    def is_open(self) -> bool:
        """Whether one may apply today."""
        # The period alone: the whole of the rules reads their sentences in the database.
        return Rules(opens_on=self.opens_on, closes_on=self.closes_on).is_open_on(paris_day(timezone.now()))

    @property
    def rules(self) -> Rules:
        """Its rules as they are on this page now."""
        return Rules(
            opens_on=self.opens_on,
            closes_on=self.closes_on,
            delay_months=self.delay_months,
            minimum_public=self.minimum_public,
            minimum_collectivites=self.minimum_collectivites,
            asks_for_venue=self.asks_for_venue,
            asks_for_legal_entity=self.asks_for_legal_entity,
            grant_minimum=_decimal(self.grant_minimum),
            grant_maximum=_decimal(self.grant_maximum),
            grant_share=self.grant_share,
            texts={
                RuleKind(text.rule): RuleText(text.sentence, text.source, text.dated_on)
                for text in self.rule_texts.all()
            },
            eligible_costs=tuple(Item(**item) for item in read_items(self.eligible_costs)),
            criteria=tuple(
                Criterion(**item | {"evidence": Evidence(item["evidence"]) if item["evidence"] else None})
                for item in read_items(self.criteria)
            ),
            commitments=tuple(Item(**item) for item in read_items(self.commitments)),
            documents=tuple(DocumentAsked(**item) for item in read_items(self.documents)),
            consent_text=self.consent_text,
        )

    def get_version(self) -> "AppelVersion":
        """The version of its rules as they are now, made if they have changed since the last one."""
        rules = self.rules.to_json()
        with transaction.atomic():
            # Held until the end: two people at once make one version, not two of the same number.
            AppelPage.objects.select_for_update(of=("self",)).get(pk=self.pk)
            last = AppelVersion.objects.filter(appel=self).order_by("-number").first()
            if last is not None and last.data == rules:
                return last
            number = last.number + 1 if last else 1
            return AppelVersion.objects.create(appel=self, number=number, title=self.title, data=rules)

    @property
    def counted_versions(self) -> "models.QuerySet[AppelVersion]":
        """Its versions, the latest first, with the `candidature_count` of each and the `draft_count` among them."""
        drafts = models.Count("candidatures", filter=models.Q(candidatures__state=State.DRAFT))
        # Versions of a call that is gone have no page: a page not saved yet must not find them.
        counted = AppelVersion.objects.filter(appel=self.pk or 0).order_by("-number")
        return counted.annotate(candidature_count=models.Count("candidatures"), draft_count=drafts)

    @property
    def is_over(self) -> bool:
        """Whether it is an archive: one could apply, and no longer can."""
        return self.closes_on is not None and self.closes_on < paris_day(timezone.now())

    @property
    def status_label(self) -> str:
        """When one may apply, in one line."""
        today = paris_day(timezone.now())
        if self.opens_on and today < self.opens_on:
            return str(_("Ouvre le %(day)s") % {"day": date_range_text(self.opens_on)})
        if self.closes_on is None:
            return str(_("Ouvert toute l’année"))
        day = {"day": date_range_text(self.closes_on)}
        return str((_("Ouvert jusqu’au %(day)s") if today <= self.closes_on else _("Clos le %(day)s")) % day)

    @property
    def figures(self) -> list[dict[str, Any]]:
        """The rules an organiser asks about first, as value and legend."""
        figures = []
        if self.minimum_public is not None:
            label = _("personnes attendues, au moins, pour être financé")
            figures.append({"value": format_number(self.minimum_public), "label": label})
        if self.delay_months is not None:
            label = _("entre le dépôt et le jour J, pour être financé")
            figures.append({"value": _("%(months)s mois") % {"months": self.delay_months}, "label": label})
        if self.grant_share is not None:
            label = _("du budget au plus peut venir de la subvention")
            figures.append({"value": with_unit(self.grant_share, "%"), "label": label})
        if self.grant_maximum is not None:
            figures.append({"value": with_unit(self.grant_maximum, "€"), "label": self._grant_label})
        return figures

    @property
    def _grant_label(self) -> str:
        if self.grant_minimum is None:
            return str(_("de subvention au plus"))
        least = with_unit(self.grant_minimum, "€")
        return str(_("de subvention au plus, et %(least)s au moins") % {"least": least})


class AppelRegle(UniqueRow):
    """What organisers read of a rule, and where it comes from. Without it, the sentence is made from the value."""

    page = ParentalKey(AppelPage, on_delete=models.CASCADE, related_name="rule_texts")
    rule = models.CharField(_("règle"), max_length=20, choices=RuleKind)
    sentence = models.TextField(_("phrase"), max_length=500)
    source = models.CharField(_("source"), max_length=255, blank=True)
    dated_on = models.DateField(_("en vigueur depuis le"), null=True, blank=True)

    panels: ClassVar = [
        FieldPanel("rule"),
        FieldPanel("sentence"),
        FieldRowPanel([FieldPanel("source"), FieldPanel("dated_on")]),
    ]

    class Meta(UniqueRow.Meta):
        verbose_name = _("règle de l’appel")
        verbose_name_plural = _("règles de l’appel")
        constraints = [models.UniqueConstraint(fields=["page", "rule"], name="nec_candidatures_unique_rule")]

    def __str__(self) -> str:
        return self.get_rule_display()


def _source_choices() -> list[tuple[Any, Any]]:
    from candidatures.external import source_choices  # noqa: PLC0415 (the form reads the models)

    return source_choices()


class CorrespondanceExterne(UniqueRow):
    """Which answer of the form fills which field of the outside form."""

    page = ParentalKey(AppelPage, on_delete=models.CASCADE, related_name="external_fields")
    #: « evenement.title »: a field of a step.
    source = models.CharField(_("réponse de ce site"), max_length=60)
    target = models.CharField(
        _("champ de l’autre site"),
        max_length=100,
        validators=[RegexValidator(r"^champ_[A-Za-z0-9_=-]+$", _("Recopiez l’identifiant, comme champ_Q2hhbXAtMTIz."))],
        help_text=_("Donné par Démarches simplifiées : « champ_ » puis l’identifiant du champ."),
    )

    panels: ClassVar = [
        FieldRowPanel(
            [
                # Read late, when the form is known; the stubs do not know that Django takes a callable.
                FieldPanel("source", widget=forms.Select(choices=_source_choices)),  # type: ignore[arg-type]
                FieldPanel("target"),
            ]
        )
    ]

    class Meta(UniqueRow.Meta):
        verbose_name = _("correspondance du formulaire extérieur")
        verbose_name_plural = _("correspondances du formulaire extérieur")
        constraints = [models.UniqueConstraint(fields=["page", "target"], name="nec_candidatures_unique_target")]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"

    def clean(self) -> None:
        super().clean()
        from candidatures.external import is_source  # noqa: PLC0415 (the form reads the models)

        if self.source and not is_source(self.source):
            raise ValidationError({"source": _("Choisissez une réponse de la liste.")})


class AppelVersion(models.Model):
    """The rules of a call as they were at one time. It outlives the page: candidatures were made under it."""

    appel = models.ForeignKey(
        AppelPage, null=True, on_delete=models.SET_NULL, related_name="versions", verbose_name=_("appel")
    )
    number = models.PositiveIntegerField(_("numéro"))
    title = models.CharField(_("titre"), max_length=255)
    data = models.JSONField(_("règles"), encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(_("en vigueur depuis le"), auto_now_add=True)

    class Meta:
        verbose_name = _("version de l’appel")
        verbose_name_plural = _("versions de l’appel")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["appel", "number"], name="nec_candidatures_unique_appel_version")
        ]

    def __str__(self) -> str:
        return f"{self.title} · v{self.number}"

    @property
    def rules(self) -> Rules:
        return Rules.from_json(self.data)


class EligibilitePage(RoutedPageMixin, BodyMixin, BasePage):
    """« Suis-je éligible ? »: a few questions, an answer with its reasons, nothing kept."""

    template = "nec_candidatures/eligibilite_page.html"
    subpage_patterns = "candidatures.urls.eligibilite_patterns"
    page_description = _("Quelques questions pour savoir à quoi un projet peut prétendre. Rien n’est enregistré.")
    subpage_types: ClassVar[list[str]] = []

    appel = models.ForeignKey(
        AppelPage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("appel"),
        help_text=_("Vide : l’appel ouvert en ce moment."),
    )

    content_panels = [*BasePage.content_panels, FieldPanel("appel"), *BodyMixin.body_panels]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    class Meta:
        verbose_name = _("page « Suis-je éligible ? »")
        verbose_name_plural = _("pages « Suis-je éligible ? »")

    def get_appel(self) -> AppelPage | None:
        """The call whose rules it explains; None while there is none."""
        return self.appel or AppelPage.objects.live().public().open().first()


def _are_addresses(value: str) -> bool:
    try:
        validate_to_address(value)
    except ValidationError:
        return False
    return True


def _decimal(value: int | None) -> Decimal | None:
    return Decimal(value) if value is not None else None
