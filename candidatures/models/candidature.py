"""A candidature: what organisers write, step by step, and where it stands."""

import uuid
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidatures.enums import Outcome, State, Step
from candidatures.models.access import Participation, Porteur
from candidatures.models.appel import AppelVersion
from candidatures.querysets import CandidatureQuerySet
from candidatures.rules import Rules
from candidatures.workflow import ACCEPTED, PUBLIC_LABELS
from nec_locaux.enums import DatePrecision


class Candidature(models.Model):
    """An organiser's application, from the first word of its draft to its bilan.

    What is typed lives in `StepAnswers`. The columns below repeat what the team lists, filters and sorts: each save of
    a step brings them up to date (`services.drafts`), and they are empty where what was typed cannot be read.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(
        AppelVersion, on_delete=models.PROTECT, related_name="candidatures", verbose_name=_("version de l’appel")
    )
    number = models.CharField(_("numéro"), max_length=20, unique=True, null=True, blank=True, editable=False)
    state = models.CharField(_("état"), max_length=20, choices=State, default=State.DRAFT, db_index=True)
    state_changed_at = models.DateTimeField(_("dans cet état depuis le"), default=timezone.now, db_index=True)
    porteurs = models.ManyToManyField(
        Porteur,
        through=Participation,
        through_fields=("candidature", "porteur"),
        related_name="candidatures",
        verbose_name=_("porteuses et porteurs"),
    )
    created_at = models.DateTimeField(_("commencée le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifiée le"), auto_now=True, db_index=True)
    submitted_at = models.DateTimeField(_("déposée le"), null=True, blank=True, db_index=True)
    deletion_requested_at = models.DateTimeField(_("effacement demandé le"), null=True, blank=True)

    title = models.CharField(_("titre"), max_length=255, blank=True, db_index=True)
    structure_name = models.CharField(_("structure"), max_length=255, blank=True)
    territoire = models.ForeignKey(
        "nec_socle.Territoire",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("territoire"),
    )
    start_date = models.DateField(_("premier jour"), null=True, blank=True, db_index=True)
    end_date = models.DateField(_("dernier jour"), null=True, blank=True)
    date_precision = models.CharField(
        _("précision de la date"), max_length=10, choices=DatePrecision, default=DatePrecision.DAY
    )
    expected_attendance = models.PositiveIntegerField(_("public attendu"), null=True, blank=True, db_index=True)
    grant_requested = models.DecimalField(
        _("subvention demandée"), max_digits=12, decimal_places=2, null=True, blank=True, db_index=True
    )
    budget_total = models.DecimalField(_("budget"), max_digits=12, decimal_places=2, null=True, blank=True)
    outcome = models.CharField(_("éligibilité"), max_length=10, choices=Outcome, default=Outcome.UNKNOWN, db_index=True)

    event_page = models.ForeignKey(
        "nec_locaux.NecLocalPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="candidatures",
        verbose_name=_("page de l’événement"),
    )

    instructeur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="candidatures_instruites",
        verbose_name=_("instruite par"),
    )
    decided_at = models.DateTimeField(_("décidée le"), null=True, blank=True, db_index=True)
    grant_awarded = models.DecimalField(
        _("subvention accordée"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        db_index=True,
        help_text=_("En euros. Zéro pour un accord sans subvention, vide tant que rien n’est décidé."),
    )
    real_cost = models.DecimalField(
        _("coût réel retenu"), max_digits=12, decimal_places=2, null=True, blank=True, help_text=_("En euros.")
    )
    grant_paid = models.DecimalField(
        _("subvention versée"), max_digits=12, decimal_places=2, null=True, blank=True, db_index=True
    )
    reports_due_on = models.DateField(_("bilan à rendre avant la fin du"), null=True, blank=True)
    #: The nearest day by which something is due: an answer, a bilan, a follow-up of the team.
    due_on = models.DateField(_("prochaine échéance"), null=True, blank=True, db_index=True)
    retention_warned_at = models.DateTimeField(_("effacement annoncé le"), null=True, blank=True)
    anonymised_at = models.DateTimeField(_("rendue anonyme le"), null=True, blank=True, db_index=True)

    objects = CandidatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidature")
        verbose_name_plural = _("candidatures")
        ordering = ["-updated_at"]
        default_permissions = ("view",)
        permissions = [
            ("review_candidature", _("Peut instruire les candidatures")),
            ("decide_candidature", _("Peut décider des candidatures")),
            ("manage_candidature", _("Peut gérer les conventions, les bilans et les versements")),
            ("export_candidature", _("Peut exporter les candidatures")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{name}": None}) | Q(**{f"{name}__gte": 0}),
                name=f"nec_candidatures_{name}_not_negative",
            )
            for name in ("grant_awarded", "real_cost", "grant_paid")
        ]

    def __str__(self) -> str:
        return " · ".join(filter(None, [self.number, self.display_title]))

    @property
    def display_title(self) -> str:
        """What it is called everywhere; a draft may have no title yet."""
        return self.title or str(_("NEC local sans titre"))

    @property
    def public_state(self) -> str:
        """Where it stands, in organisers' words."""
        return str(PUBLIC_LABELS[State(self.state)])

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_accepted(self) -> bool:
        return self.state in ACCEPTED

    @property
    def has_grant(self) -> bool:
        """Whether a grant was awarded; an agreement, then a payment, follow only then."""
        return bool(self.grant_awarded)

    @property
    def rules(self) -> Rules:
        """The rules it was begun under, in the period of the call today: who closes or prolongs it does so for all."""
        rules, appel = self.version.rules, self.version.appel
        return replace(rules, opens_on=appel.opens_on, closes_on=appel.closes_on) if appel else rules

    def answers_of(self, step: str) -> dict[str, Any]:
        """What was typed on a page, empty before its first save. Prefetch `answers` where many are read."""
        return next((answers.values for answers in self.answers.all() if answers.step == step), {})

    @property
    def all_answers(self) -> dict[str, dict[str, Any]]:
        """What was typed on every page, by step."""
        return {answers.step: answers.values for answers in self.answers.all()}


class StepAnswers(models.Model):
    """What was typed on a page of the form, as it was typed: it may be incomplete or wrong.

    A row for each step, so that two people, or two tabs, who save two pages never touch the same row. `values` maps
    the name of a field to its text or list of texts, and the name of a group of rows to a list of such maps.
    """

    candidature = models.ForeignKey(Candidature, on_delete=models.CASCADE, related_name="answers")
    step = models.CharField(_("étape"), max_length=20, choices=Step)
    revision = models.PositiveIntegerField(default=0)
    values = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    saved_at = models.DateTimeField(_("enregistrée le"), auto_now=True)
    saved_by = models.ForeignKey(Porteur, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("réponses à une étape")
        verbose_name_plural = _("réponses aux étapes")
        constraints = [models.UniqueConstraint(fields=["candidature", "step"], name="nec_candidatures_unique_step")]

    def __str__(self) -> str:
        return f"{self.candidature} · {self.get_step_display()}"


class StepRevision(models.Model):
    """A former state of a page: what tells, when two tabs save it, which of them changed what; and gives it back."""

    answers = models.ForeignKey(StepAnswers, on_delete=models.CASCADE, related_name="revisions")
    revision = models.PositiveIntegerField()
    values = models.JSONField(encoder=DjangoJSONEncoder)
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("état antérieur d’une étape")
        verbose_name_plural = _("états antérieurs des étapes")
        ordering = ["-revision"]
        constraints = [models.UniqueConstraint(fields=["answers", "revision"], name="nec_candidatures_unique_revision")]

    def __str__(self) -> str:
        return f"{self.answers} · {self.revision}"


class DossierVersion(models.Model):
    """A dossier as it was sent: at the deposit, then at each answer to a request for information."""

    candidature = models.ForeignKey(Candidature, on_delete=models.CASCADE, related_name="dossier_versions")
    number = models.PositiveSmallIntegerField(_("numéro"))
    answers = models.JSONField(_("réponses"), encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(_("envoyée le"), auto_now_add=True)

    class Meta:
        verbose_name = _("version d’un dossier")
        verbose_name_plural = _("versions des dossiers")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["candidature", "number"], name="nec_candidatures_unique_version")
        ]

    def __str__(self) -> str:
        return f"{self.candidature} · v{self.number}"


class NumberSequence(models.Model):
    """The last number given in a year of Paris."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("suite de numéros")
        verbose_name_plural = _("suites de numéros")

    def __str__(self) -> str:
        return f"{self.year} · {self.last}"
