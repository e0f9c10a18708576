"""Images and documents with what reuse asks for: credit, licence and source."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from socle.enums import Licence
from socle.fields import URLField
from socle.search import index_stems


class ReuseMixin(models.Model):
    """Who made a file and what may be done with it. The charter's third engagement asks that each file say so."""

    credit = models.CharField(
        _("crédit"), max_length=255, blank=True, help_text=_("Autrice, auteur ou organisme, tel qu’il faut le citer.")
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.CC_BY_SA_4)
    source_url = URLField(_("source"), blank=True, help_text=_("Adresse où le fichier a été publié d’abord."))

    class Meta:
        abstract = True

    @property
    def licence_url(self) -> str:
        return Licence(self.licence).url


class NecImage(ReuseMixin, AbstractImage):
    """An image of the site. Its alternative text is given where it is used, never here."""

    admin_form_fields = (
        "title",
        "file",
        "credit",
        "licence",
        "source_url",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [*AbstractImage.search_fields, index.SearchField("credit")]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self) -> str:
        """Empty: a file name or a title is no description, and the place of use gives the text."""
        return ""


class NecRendition(AbstractRendition):
    """One size and format of a `NecImage`."""

    image = models.ForeignKey(NecImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("rendu d’image")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="nec_socle_unique_rendition"
            )
        ]


class NecDocument(ReuseMixin, AbstractDocument):
    """A file to download. Types are limited by `WAGTAILDOCS_EXTENSIONS`."""

    description = models.TextField(_("description"), blank=True)
    page_count = models.PositiveIntegerField(_("nombre de pages"), null=True, blank=True)
    is_accessible = models.BooleanField(
        _("document accessible"),
        default=False,
        help_text=_("Cochez si le document a été vérifié (titres, textes de remplacement, ordre de lecture)."),
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "licence",
        "source_url",
        "page_count",
        "is_accessible",
        "collection",
        "tags",
    )
    search_fields = [
        *AbstractDocument.search_fields,
        index.SearchField("description"),
        index.SearchField("search_stems"),
    ]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def search_stems(self) -> str:
        """Marked French stems of the document's words, as `BasePage.search_stems`."""
        return index_stems(self.title, self.description, f"{self.credit} {self.file_extension}")
