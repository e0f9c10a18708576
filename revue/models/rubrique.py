"""The rubriques under which the contents of an issue are grouped."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel


class Rubrique(index.Indexed, models.Model):
    """A part of the contents, the same from one issue to the next: « Enquêtes », « Carnets ».

    An issue shows its rubriques in the order in which its articles first bear them: ordering articles orders both.
    """

    title = models.CharField(_("titre"), max_length=80, unique=True)

    panels: ClassVar = [FieldPanel("title")]
    search_fields: ClassVar = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("rubrique")
        verbose_name_plural = _("rubriques")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
