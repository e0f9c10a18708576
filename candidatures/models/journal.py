"""What happened to a candidature, and the e-mails that told of it."""

import uuid
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from candidatures.enums import EntryKind, MailState, Role, State, mail_key_choices
from candidatures.models.candidature import Candidature, DossierVersion
from candidatures.models.exchanges import Appointment
from candidatures.querysets import JournalQuerySet


class JournalEntry(models.Model):
    """A line of a candidature's journal. It is written once: neither changed nor deleted by itself.

    The database refuses it too (`journal_guard`).
    """

    candidature = models.ForeignKey(Candidature, on_delete=models.CASCADE, related_name="journal")
    kind = models.CharField(_("nature"), max_length=12, choices=EntryKind, db_index=True)
    role = models.CharField(_("par"), max_length=12, choices=Role)
    porteur = models.ForeignKey(
        "nec_candidatures.Porteur", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    from_state = models.CharField(_("de"), max_length=20, choices=State, blank=True)
    to_state = models.CharField(_("à"), max_length=20, choices=State, blank=True)
    text = models.TextField(_("texte"), blank=True)
    #: Whether organisers read it in the history of their candidature.
    is_public = models.BooleanField(_("montrée à la porteuse ou au porteur"), default=False)
    data = models.JSONField(_("détail"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(_("date"), auto_now_add=True, db_index=True)

    objects = JournalQuerySet.as_manager()

    class Meta:
        verbose_name = _("ligne du journal")
        verbose_name_plural = _("journal des candidatures")
        ordering = ["created_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.candidature} · {self.get_kind_display()} · {self.created_at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            message = "A line of the journal is written once."
            raise TypeError(message)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        message = "A line of the journal is kept."
        raise TypeError(message)


class Courriel(models.Model):
    """An e-mail about a candidature: written with what it tells of, in one transaction, then sent by a task.

    `key` says which event and which address it is for: the same event never sends it twice.
    """

    candidature = models.ForeignKey(
        Candidature, null=True, blank=True, on_delete=models.CASCADE, related_name="courriels"
    )
    key = models.CharField(max_length=200, unique=True, default=uuid.uuid4)
    to = models.CharField(_("à"), max_length=500)
    reply_to = models.CharField(_("réponse à"), max_length=254, blank=True)
    subject = models.CharField(_("objet"), max_length=255)
    body = models.TextField(_("texte"))
    #: The version of the dossier whose PDF goes with it.
    version = models.ForeignKey(DossierVersion, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    #: The appointment whose calendar file goes with it.
    appointment = models.ForeignKey(Appointment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    #: Which of the e-mails it is (`MailKey`).
    template_key = models.CharField(_("modèle"), max_length=40, choices=mail_key_choices, blank=True, db_index=True)
    #: Whom it was written to; none for the team.
    porteur = models.ForeignKey(
        "nec_candidatures.Porteur", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(_("état"), max_length=10, choices=MailState, default=MailState.QUEUED, db_index=True)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    error = models.CharField(_("erreur"), max_length=255, blank=True)
    created_at = models.DateTimeField(_("écrit le"), auto_now_add=True, db_index=True)
    next_attempt_at = models.DateTimeField(_("prochain essai"), null=True, blank=True, db_index=True)
    sent_at = models.DateTimeField(_("parti le"), null=True, blank=True)
    resent_at = models.DateTimeField(_("renvoyé le"), null=True, blank=True)
    resent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("renvoyé par"),
    )

    class Meta:
        verbose_name = _("courriel")
        verbose_name_plural = _("courriels")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.to} · {self.subject}"
