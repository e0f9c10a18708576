"""What the revue keeps beside its pages: the files made from them, and what harvesters must be told is gone."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from revue.enums import ExportFormat
from socle.models import BasePage
from socle.storage import private_storage


def export_path(instance: "ExportFile", filename: str) -> str:
    return f"revue/{instance.page_id}/{filename}"


class ExportFile(models.Model):
    """A file made from the content of an issue or an article, kept until that content changes.

    A page view reads this row and never makes the file: a task does, after a publication. The row comes first: without
    a file, the file is being made, unless `failure` says why it could not be. Files live in the private storage: the
    page alone gives them, to those who may read it.
    """

    page = models.ForeignKey(BasePage, on_delete=models.CASCADE, related_name="export_files")
    format = models.CharField(_("format"), max_length=10, choices=ExportFormat)
    file = models.FileField(_("fichier"), storage=private_storage, upload_to=export_path, max_length=255, blank=True)
    #: What tells this file from that of another content, template, font or tool.
    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(_("octets"), default=0)
    page_count = models.PositiveIntegerField(_("nombre de pages"), null=True, blank=True)
    made_at = models.DateTimeField(_("fait le"), default=timezone.now)
    failure = models.TextField(_("échec"), blank=True, help_text=_("Pourquoi le fichier n’a pas pu être fait."))

    class Meta:
        verbose_name = _("fichier de la revue")
        verbose_name_plural = _("fichiers de la revue")
        constraints = [models.UniqueConstraint(fields=["page", "format"], name="nec_revue_unique_export")]

    def __str__(self) -> str:
        return f"{self.page} · {self.get_format_display()}"


class OaiChange(models.Model):
    """When a record of the repository last changed otherwise than by the publication of its page.

    It was withdrawn (the page is no longer public, or no more at all), it came back, or what it says of others changed.
    Whether it is withdrawn is read from the pages, never here: a change missed cannot hide what is public. Kept for
    good, since OAI-PMH asks that harvesters learn of all that is gone (persistent deletions).
    """

    #: The page's `translation_key`: what the record's identifier is made of, which outlives the page.
    key = models.UUIDField(unique=True)
    changed_at = models.DateTimeField(db_index=True)
    #: The sets it belonged to, apart by spaces.
    set_specs = models.TextField(blank=True)

    class Meta:
        verbose_name = _("changement d’une notice")
        verbose_name_plural = _("changements des notices")

    def __str__(self) -> str:
        return f"{self.key} · {self.changed_at:%Y-%m-%d}"
