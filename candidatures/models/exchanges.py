"""What organisers and the team say to each other about a candidature."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidatures.deadlines import paris_day
from candidatures.models.candidature import Candidature
from candidatures.models.files import PieceJointe, private_storage, random_name
from socle.fields import URLField

if TYPE_CHECKING:
    from datetime import date


class Message(models.Model):
    """A message of an organiser or of the team. Both read it."""

    candidature = models.ForeignKey(Candidature, on_delete=models.CASCADE, related_name="messages")
    #: None for a message of the team, or once its author's address is erased.
    porteur = models.ForeignKey(
        "nec_candidatures.Porteur", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_from_team = models.BooleanField(_("de l’équipe"), default=False)
    body = models.TextField(_("message"))
    #: The same for a message sent twice: the second makes no row.
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("envoyé le"), auto_now_add=True)
    read_at = models.DateTimeField(_("lu le"), null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.candidature} · {self.created_at:%Y-%m-%d %H:%M}"


class InformationRequest(models.Model):
    """What the team asks an organiser to complete, and until when."""

    candidature = models.ForeignKey(Candidature, on_delete=models.CASCADE, related_name="information_requests")
    introduction = models.TextField(_("message"), blank=True)
    due_on = models.DateField(_("à rendre avant la fin du"), null=True, blank=True)
    created_at = models.DateTimeField(_("envoyée le"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(_("répondue le"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("demande de complément")
        verbose_name_plural = _("demandes de complément")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.candidature} · {self.created_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.cancelled_at is None

    @property
    def is_late(self) -> bool:
        """Whether its day is over, in Paris, without an answer."""
        due: date | None = self.due_on
        return self.is_open and due is not None and paris_day(timezone.now()) > due


class InformationItem(models.Model):
    """A question of a request: on an answer of the form, which the organiser then writes again, or on anything."""

    request = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="items")
    question = models.TextField(_("question"))
    #: « budget.expenses », « publics.venue_capacity »: a field or a group of rows of a step. Empty: a free answer.
    target = models.CharField(_("réponse du dossier concernée"), max_length=60, blank=True)
    #: What the organiser typed: a text for a free question, the new values of the target for the others.
    answer = models.JSONField(_("réponse"), null=True, blank=True, encoder=DjangoJSONEncoder)
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("question d’une demande")
        verbose_name_plural = _("questions d’une demande")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.question


class Appointment(models.Model):
    """A conversation the team has set with an organiser."""

    candidature = models.ForeignKey(Candidature, on_delete=models.CASCADE, related_name="appointments")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    place = models.CharField(_("lieu ou téléphone"), max_length=255, blank=True)
    url = URLField(_("adresse de la visioconférence"), blank=True)
    note = models.TextField(_("à préparer"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: Grows with each change: what makes a calendar replace what it holds.
    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    cancelled_at = models.DateTimeField(_("annulé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("rendez-vous")
        verbose_name_plural = _("rendez-vous")
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return f"{self.candidature} · {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def is_over(self) -> bool:
        """It has taken place, or would have: nothing of it changes any more."""
        return self.ends_at <= timezone.now()


class Convention(models.Model):
    """The agreement on a grant: what the team sends, and what comes back signed."""

    candidature = models.OneToOneField(Candidature, on_delete=models.CASCADE, related_name="convention")
    number = models.CharField(_("numéro"), max_length=60, blank=True)
    dated_on = models.DateField(_("datée du"), null=True, blank=True)
    amount = models.DecimalField(
        _("subvention"), max_digits=12, decimal_places=2, null=True, blank=True, help_text=_("En euros.")
    )
    representative = models.CharField(
        _("structure représentée par"), max_length=255, blank=True, help_text=_("Nom et qualité de qui signera.")
    )
    structure_address = models.CharField(_("adresse de la structure"), max_length=500, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    document = models.FileField(_("convention à signer"), storage=private_storage, upload_to=random_name)
    sent_at = models.DateTimeField(_("envoyée le"), null=True, blank=True)
    signed_file = models.ForeignKey(
        PieceJointe,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("convention signée"),
    )
    returned_at = models.DateTimeField(_("rendue signée le"), null=True, blank=True)
    signed_on = models.DateField(_("signée le"), null=True, blank=True)
    validated_at = models.DateTimeField(_("vérifiée le"), null=True, blank=True)
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("vérifiée par"),
    )

    class Meta:
        verbose_name = _("convention")
        verbose_name_plural = _("conventions")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0), name="nec_candidatures_convention_amount"
            )
        ]

    def __str__(self) -> str:
        return self.number or str(self.candidature)


class ConventionAnnexe(models.Model):
    """A file that goes with an agreement, as it was the day the agreement was made."""

    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="annexes")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("nom"), max_length=150)
    content_type = models.CharField(_("type"), max_length=100)
    file = models.FileField(_("fichier"), storage=private_storage, upload_to=random_name)
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("annexe d’une convention")
        verbose_name_plural = _("annexes d’une convention")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.name
