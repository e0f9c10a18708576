"""Who may open a candidature: people known by an e-mail address alone, without account or password.

Tokens are never kept, only their hashes: who reads the database opens nothing with it.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Porteur(models.Model):
    """A person who fills in candidatures. The address is kept in lower case."""

    email = models.EmailField(_("adresse électronique"), unique=True)
    created_at = models.DateTimeField(_("première connexion"), auto_now_add=True)
    last_signed_in_at = models.DateTimeField(_("dernière connexion"), null=True, blank=True)

    class Meta:
        verbose_name = _("porteuse ou porteur")
        verbose_name_plural = _("porteuses et porteurs")

    def __str__(self) -> str:
        return self.email


class Participation(models.Model):
    """That a person may read and fill in a candidature."""

    candidature = models.ForeignKey(
        "nec_candidatures.Candidature", on_delete=models.CASCADE, related_name="participations"
    )
    porteur = models.ForeignKey(Porteur, on_delete=models.CASCADE, related_name="participations")
    invited_by = models.ForeignKey(Porteur, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("accès à une candidature")
        verbose_name_plural = _("accès aux candidatures")
        constraints = [
            models.UniqueConstraint(fields=["candidature", "porteur"], name="nec_candidatures_unique_participation")
        ]

    def __str__(self) -> str:
        return f"{self.porteur} · {self.candidature}"


class SignInLink(models.Model):
    """A link sent to an address: it lives half an hour, and signs in once."""

    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)
    #: Where the link leads, as a path of the site; empty for the list of candidatures.
    destination = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("lien de connexion")
        verbose_name_plural = _("liens de connexion")

    def __str__(self) -> str:
        return f"{self.email} · {self.created_at:%Y-%m-%d %H:%M}"


class PorteurSession(models.Model):
    """A device on which a person is signed in, for two weeks or until it is ended."""

    porteur = models.ForeignKey(Porteur, on_delete=models.CASCADE, related_name="sessions")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("appareil connecté")
        verbose_name_plural = _("appareils connectés")

    def __str__(self) -> str:
        return f"{self.porteur} · {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def is_alive(self) -> bool:
        return self.ended_at is None and timezone.now() < self.expires_at
