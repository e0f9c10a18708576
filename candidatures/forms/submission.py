"""What an organiser may say as they withdraw a dossier."""

from django import forms
from django.utils.translation import gettext_lazy as _

from candidatures.steps.fields import text

MAX_REASON = 2000


class WithdrawForm(forms.Form):
    """Why a dossier is withdrawn: nobody has to say it."""

    use_required_attribute = False

    reason = text(
        _("La raison de ce retrait"),
        limit=MAX_REASON,
        required=False,
        help_text=_("L’équipe la lira."),
        rows=4,
    )
