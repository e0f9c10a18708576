"""What is exchanged with Démarches simplifiées: dossiers begun there from here, and dossiers read from there."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidatures.enums import ImportPhase, ImportState, OutsideState
from candidatures.models.candidature import Candidature
from socle.fields import URLField


class OutsideDossier(models.Model):
    """A dossier of Démarches simplifiées, as last read there; `candidature` is what was made of it here."""

    #: Its identifier in the GraphQL API, which never changes.
    outside_id = models.CharField(_("identifiant"), max_length=100, unique=True)
    number = models.PositiveBigIntegerField(_("numéro"), unique=True)
    demarche_number = models.PositiveBigIntegerField(_("numéro de la démarche"), db_index=True)
    candidature = models.OneToOneField(
        Candidature,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="outside_dossier",
        verbose_name=_("candidature"),
    )
    state = models.CharField(_("état là-bas"), max_length=20, choices=OutsideState)
    #: Its answers as they were read, emptied with the candidature.
    data = models.JSONField(_("réponses"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    submitted_at = models.DateTimeField(_("déposé le"), null=True, blank=True)
    #: `dateDerniereModification`: an older answer than what is kept changes nothing.
    modified_at = models.DateTimeField(_("modifié là-bas le"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("supprimé là-bas le"), null=True, blank=True)
    deletion_reason = models.CharField(_("raison de la suppression"), max_length=100, blank=True)
    #: Why it could not become a candidature, or what of it could not be read.
    problem = models.TextField(_("à vérifier"), blank=True)
    imported_at = models.DateTimeField(_("lu le"), auto_now=True)

    class Meta:
        verbose_name = _("dossier de Démarches simplifiées")
        verbose_name_plural = _("dossiers de Démarches simplifiées")
        ordering = ["-number"]

    def __str__(self) -> str:
        return str(self.number)


class ImportRun(models.Model):
    """An import from Démarches simplifiées. Its cursor is kept after each page: one that stopped goes on from there."""

    demarche_number = models.PositiveBigIntegerField(_("numéro de la démarche"))
    state = models.CharField(_("état"), max_length=10, choices=ImportState, default=ImportState.RUNNING, db_index=True)
    phase = models.CharField(_("lecture"), max_length=10, choices=ImportPhase, default=ImportPhase.DOSSIERS)
    #: `endCursor` of the last page kept, empty before the first.
    cursor = models.CharField(_("curseur"), max_length=500, blank=True)
    #: What changed there since this instant is asked for; empty: everything.
    updated_since = models.DateTimeField(_("changements depuis le"), null=True, blank=True)
    started_at = models.DateTimeField(_("commencé le"), auto_now_add=True, db_index=True)
    #: The last page kept: an import that says nothing for long is taken for interrupted.
    alive_at = models.DateTimeField(_("dernière page lue le"), auto_now=True)
    finished_at = models.DateTimeField(_("fini le"), null=True, blank=True)
    created_count = models.PositiveIntegerField(_("créés"), default=0)
    updated_count = models.PositiveIntegerField(_("mis à jour"), default=0)
    unchanged_count = models.PositiveIntegerField(_("inchangés"), default=0)
    deleted_count = models.PositiveIntegerField(_("supprimés"), default=0)
    problem_count = models.PositiveIntegerField(_("à vérifier"), default=0)
    error = models.CharField(_("erreur"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("import de Démarches simplifiées")
        verbose_name_plural = _("imports de Démarches simplifiées")
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["demarche_number"],
                condition=Q(state=ImportState.RUNNING),
                name="nec_candidatures_one_import_at_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.demarche_number} · {self.started_at:%Y-%m-%d %H:%M}"


class Prefill(models.Model):
    """A dossier begun on Démarches simplifiées with what was written here, and what became of each answer."""

    candidature = models.OneToOneField(Candidature, on_delete=models.CASCADE, related_name="prefill")
    demarche_number = models.PositiveBigIntegerField(_("numéro de la démarche"))
    dossier_number = models.PositiveBigIntegerField(_("numéro du dossier"), null=True, blank=True, db_index=True)
    outside_id = models.CharField(_("identifiant"), max_length=100, blank=True)
    #: Where its organiser takes it up: whoever holds this address may. It is personal data.
    url = URLField(_("adresse du dossier"), max_length=2000, blank=True)
    #: The state that the service gave it (« prefilled »), as it says it.
    outside_state = models.CharField(_("état là-bas"), max_length=30, blank=True)
    #: Sources (« evenement.title ») by what became of them: sent and kept there, sent and dropped without a word.
    kept = models.JSONField(_("réponses reprises"), default=list, blank=True)
    dropped = models.JSONField(_("réponses perdues"), default=list, blank=True)
    error = models.CharField(_("erreur"), max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    created_at = models.DateTimeField(_("demandé le"), auto_now_add=True)
    answered_at = models.DateTimeField(_("obtenu le"), null=True, blank=True)

    class Meta:
        verbose_name = _("dossier prérempli")
        verbose_name_plural = _("dossiers préremplis")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.candidature} · {self.dossier_number or ''}"
