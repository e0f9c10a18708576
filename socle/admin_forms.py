"""The forms by which editors write pages."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm


class BasePageForm(WagtailAdminPageForm):
    """Makes the end of the address from the title where it comes empty.

    A script fills it while the title is typed, but late: a click on « Enregistrer » right after sends it empty.
    The browser may then send the same page twice, so a taken address is refused here and never numbered.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        """What was typed, or what the title makes. Fields are read in the order of the form: the title comes before."""
        slug: str = self.cleaned_data["slug"]
        title: str = self.cleaned_data.get("title", "")
        if slug or not title:
            return slug
        allow_unicode = getattr(settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True)
        made = slugify(title, allow_unicode=allow_unicode)[: self.fields["slug"].max_length]
        if not made:
            raise ValidationError(_("Écrivez la fin de l’adresse : ce titre n’en donne pas."))
        return made


class FormPageForm(BasePageForm, WagtailAdminFormPageForm):
    """The form of a page that asks questions."""
