"""The form by which editors write an issue."""

from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from socle.admin_forms import BasePageForm

if TYPE_CHECKING:
    from revue.models import NumeroPage


class NumeroPageForm(BasePageForm):
    """Proposes the number that follows and the year we are in: a draft cannot be saved without them."""

    instance: "NumeroPage"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.number is None:
            last = type(self.instance).objects.aggregate(last=Max("number"))["last"]
            self.initial["number"] = (last or 0) + 1
        if self.instance.year is None:
            self.initial["year"] = timezone.localdate().year
        self.fields["number"].error_messages |= {
            "required": _("Indiquez le numéro, en chiffres."),
            "unique": _("Un autre numéro de la revue porte déjà ce chiffre."),
        }
        self.fields["year"].error_messages["required"] = _("Indiquez l’année, en chiffres.")
