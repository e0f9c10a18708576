"""The latest pages of a type, found each time the page is shown."""

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, IntegerBlock, StructValue
from wagtail.snippets.blocks import SnippetChooserBlock

from socle.blocks.base import GROUP_RELATED, NecStructBlock, OptionBlock
from socle.blocks.link import OptionalLinkBlock

DEFAULT_COUNT = 3
MAX_COUNT = 12


def listable_models() -> list[type[Model]]:
    """Page types that let themselves be listed: subclasses of BasePage of any app, with `listable = True`."""
    base = apps.get_model("nec_socle", "BasePage")
    return [model for model in apps.get_models() if issubclass(model, base) and getattr(model, "listable", False)]


def listable_choices() -> list[tuple[str, str]]:
    """The types as an editor reads them."""
    choices = [(model._meta.label, capfirst(str(model._meta.verbose_name))) for model in listable_models()]
    return sorted(choices, key=lambda choice: choice[1])


class LatestPagesBlock(NecStructBlock):
    """A list that keeps itself up to date."""

    title = CharBlock(label=_("Titre"), required=False, max_length=120)
    page_type = OptionBlock(
        label=_("Sorte de pages"), choices=listable_choices, required=False, help_text=_("Vide : toutes les sortes.")
    )
    thematique = SnippetChooserBlock("nec_socle.Thematique", label=_("Thématique"), required=False)
    count = IntegerBlock(label=_("Nombre"), min_value=1, max_value=MAX_COUNT, default=DEFAULT_COUNT)
    link = OptionalLinkBlock(help_text=_("La page qui les montre toutes."))

    class Meta:
        icon = "history"
        label = _("Liste automatique")
        label_format = _("Liste automatique : {title}")
        group = GROUP_RELATED
        description = _("Les dernières pages publiées d’une sorte et d’une thématique : elle se tient à jour seule.")
        template = "blocks/latest_pages.html"
        preview_value = {"title": "Derniers parus", "count": DEFAULT_COUNT}

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["pages"] = self.get_pages(value, exclude=(parent_context or {}).get("page"))
        return context

    def get_pages(self, value: StructValue, exclude: Any = None) -> list[Any]:
        """Live, public pages, newest first, in one query and their thématiques in another; without `exclude`."""
        base: Any = apps.get_model("nec_socle", "BasePage")
        pages = base.objects.live().public()
        models = {model._meta.label: model for model in listable_models()}
        wanted = models.get(value.get("page_type") or "")
        pages = pages.type(*([wanted] if wanted else models.values()))
        if value.get("thematique"):
            pages = pages.for_thematique(value["thematique"])
        if getattr(exclude, "pk", None):
            pages = pages.exclude(pk=exclude.pk)
        pages = pages.with_thematiques().with_first_words().latest_first()
        return list(pages[: value.get("count") or DEFAULT_COUNT])
