"""The words of the e-mails, where the team has changed them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from candidatures.enums import MailKey, mail_key_choices


class ModeleCourriel(models.Model):
    """The subject and the body of one of the e-mails, in the team's words; without a row, those of the site's files.

    They hold variables between braces, `{numero}`: those that `mail_catalogue` declares for this e-mail, and nothing
    else is read in them.
    """

    key = models.CharField(
        _("courriel"),
        max_length=40,
        unique=True,
        choices=mail_key_choices,
    )
    subject = models.CharField(_("objet"), max_length=200)
    body = models.TextField(_("texte"), max_length=10_000)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("modifié par"),
    )

    class Meta:
        verbose_name = _("modèle de courriel")
        verbose_name_plural = _("modèles de courriels")
        ordering = ["key"]

    def __str__(self) -> str:
        return str(MailKey(self.key).label) if self.key in MailKey else self.key
