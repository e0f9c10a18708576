"""The forms by which editors write and copy a NEC local."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import CopyForm

from nec_locaux.checks import neighbour_errors
from socle.admin_forms import BasePageForm

if TYPE_CHECKING:
    from nec_locaux.models import NecLocalPage


class NecLocalPageForm(BasePageForm):
    """Saves a draft in any state, and checks what its fields say against one another before it is published.

    Wagtail defers what a draft may lack; this tells the page to defer its own checks as well.
    """

    instance: "NecLocalPage"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start_date"].error_messages["required"] = _(
            "Indiquez le premier jour, ou le premier du mois si vous ne savez que le mois."
        )

    def defer_required_fields(self) -> None:
        super().defer_required_fields()
        self.instance.is_checked = False

    def restore_required_fields(self) -> None:
        super().restore_required_fields()
        self.instance.is_checked = True

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation:
            return
        for name, error in neighbour_errors(self.instance, self.parent_page).items():
            self.add_error(name, error)


class NecLocalCopyForm(CopyForm):
    """Proposes the next edition. A copy has no date yet: it is neither published, nor an alias of last year's page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)
        self.fields["new_title"].initial = self._next_year(self.page.title)
        self.fields["new_title"].help_text = _(
            "La copie reste un brouillon. Elle garde le lieu, l’équipe et les informations pratiques ; "
            "elle vide les dates, l’état, les inscriptions, le programme et le bilan."
        )
        self.fields["new_slug"].label = _("Nouvelle adresse")
        self.fields["new_slug"].initial = self._next_year(self.page.slug)

    def _next_year(self, text: str) -> str:
        """`text` with the year after the event's, where it names the event's."""
        start = self.page.specific.start_date
        return text.replace(str(start.year), str(start.year + 1)) if start else text
