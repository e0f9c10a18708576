"""What the team makes of a candidature: its notes, its appreciations, its decisions, its deadlines, its views."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidatures.enums import Appreciation, DecisionKind
from candidatures.models.candidature import Candidature


class InternalNote(models.Model):
    """A note of the team to itself. It never leaves: neither organisers, nor exports of theirs, nor e-mails hold it."""

    candidature = models.ForeignKey(Candidature, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("par"),
    )
    body = models.TextField(_("note"), max_length=10_000)
    created_at = models.DateTimeField(_("écrite le"), auto_now_add=True)
    edited_at = models.DateTimeField(_("modifiée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("note interne")
        verbose_name_plural = _("notes internes")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.candidature} · {self.created_at:%Y-%m-%d %H:%M}"


class CriterionAssessment(models.Model):
    """What the team thinks of a candidature under one criterion of the version of the call it was made under.

    `criterion` is the key of that criterion (`Rules.criteria`), which never changes, whatever its words become.
    """

    candidature = models.ForeignKey(Candidature, on_delete=models.CASCADE, related_name="assessments")
    criterion = models.CharField(_("critère"), max_length=64)
    appreciation = models.CharField(
        _("appréciation"), max_length=12, choices=Appreciation, default=Appreciation.UNKNOWN
    )
    comment = models.TextField(_("commentaire"), max_length=2000, blank=True)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("par"),
    )
    updated_at = models.DateTimeField(_("modifiée le"), auto_now=True)

    class Meta:
        verbose_name = _("appréciation d’un critère")
        verbose_name_plural = _("grille d’appréciation")
        ordering = ["criterion"]
        constraints = [
            models.UniqueConstraint(fields=["candidature", "criterion"], name="nec_candidatures_unique_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.candidature} · {self.criterion}"


class Decision(models.Model):
    """A decision on a candidature. A dossier refused, then reopened, has several: the one in force is not `revoked_at`.

    `Candidature.grant_awarded` and `decided_at` repeat the one in force.
    """

    candidature = models.ForeignKey(Candidature, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(_("décision"), max_length=10, choices=DecisionKind)
    amount = models.DecimalField(
        _("subvention accordée"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("En euros. Zéro pour un accord sans subvention."),
    )
    reasons = models.TextField(_("raisons, pour l’équipe"), max_length=5000, blank=True)
    public_text = models.TextField(_("ce que lit la porteuse ou le porteur"), max_length=5000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("par"),
    )
    decided_at = models.DateTimeField(_("date"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revenue sur la décision le"), null=True, blank=True)

    class Meta:
        verbose_name = _("décision")
        verbose_name_plural = _("décisions")
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidature"], condition=Q(revoked_at=None), name="nec_candidatures_unique_decision"
            ),
            models.CheckConstraint(
                condition=Q(kind=DecisionKind.ACCEPTED, amount__gte=0) | Q(kind=DecisionKind.REFUSED, amount=None),
                name="nec_candidatures_decision_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidature} · {self.get_kind_display()}"


class FollowUp(models.Model):
    """A day by which the team means to do something about a candidature."""

    candidature = models.ForeignKey(Candidature, on_delete=models.CASCADE, related_name="follow_ups")
    due_on = models.DateField(_("à faire avant la fin du"), db_index=True)
    label = models.CharField(_("quoi"), max_length=255)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("par"),
    )
    created_at = models.DateTimeField(_("notée le"), auto_now_add=True)
    done_at = models.DateTimeField(_("faite le"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("faite par"),
    )

    class Meta:
        verbose_name = _("échéance de suivi")
        verbose_name_plural = _("échéances de suivi")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return f"{self.candidature} · {self.label}"


class SavedView(models.Model):
    """The listing of candidatures as someone narrowed and sorted it: for its owner alone, or for the whole team."""

    name = models.CharField(_("nom"), max_length=60)
    #: The query of the listing's address, without « ? ».
    query = models.TextField(_("filtres"), max_length=2000, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="candidature_views",
        verbose_name=_("enregistrée par"),
    )
    is_shared = models.BooleanField(_("montrée à toute l’équipe"), default=False)
    created_at = models.DateTimeField(_("enregistrée le"), auto_now_add=True)

    class Meta:
        verbose_name = _("vue enregistrée")
        verbose_name_plural = _("vues enregistrées")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="nec_candidatures_unique_view")]

    def __str__(self) -> str:
        return self.name


class Payment(models.Model):
    """What was paid of a grant, once. `Candidature.grant_paid` repeats the total."""

    candidature = models.ForeignKey(Candidature, on_delete=models.CASCADE, related_name="payments")
    amount = models.DecimalField(_("montant"), max_digits=12, decimal_places=2, help_text=_("En euros."))
    paid_on = models.DateField(_("versé le"), db_index=True)
    reference = models.CharField(_("référence"), max_length=100, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("saisi par"),
    )
    recorded_at = models.DateTimeField(_("saisi le"), auto_now_add=True)

    class Meta:
        verbose_name = _("versement")
        verbose_name_plural = _("versements")
        ordering = ["paid_on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="nec_candidatures_payment_positive")]

    def __str__(self) -> str:
        return f"{self.candidature} · {self.paid_on:%Y-%m-%d}"
