"""A form of the site, shown inside another page."""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, PageChooserBlock, StructValue

from socle.blocks.base import GROUP_FORMS, NecStructBlock


class FormPageBlock(NecStructBlock):
    """The fields of a form page. Answers go to that page, which checks and keeps them."""

    title = CharBlock(label=_("Titre"), required=False, max_length=120, help_text=_("Vide : celui du formulaire."))
    form_page = PageChooserBlock(page_type="nec_socle.FormPage", label=_("Formulaire"))

    class Meta:
        icon = "form"
        label = _("Formulaire du site")
        group = GROUP_FORMS
        description = _("Un formulaire créé sur ce site, montré ici. Ses réponses restent dans sa propre page.")
        template = "blocks/form_page.html"

    def get_example(self) -> dict[str, Any]:
        return {"form_page": apps.get_model("nec_socle", "FormPage").objects.live().order_by("pk").first()}

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        form_page = value.get("form_page")
        context["form_page"] = form_page if form_page and form_page.live else None
        context["embedded"] = form_page.get_embedded_form(context.get("request")) if context["form_page"] else None
        return context
