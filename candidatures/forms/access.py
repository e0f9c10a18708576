"""The forms that ask for an e-mail address, and for nothing else."""

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nec_locaux.offre_filters import SelectionField
from socle.form_builder import (
    CONSENT_FIELD,
    LineEmailField,
    SubmissionForm,
    length_message,
    required_message,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

#: Length of `Porteur.email`.
MAX_EMAIL: Final = 254
#: Signs of addresses that the standard allows and nobody has: a quoted name, the bare number of a machine.
UNUSUAL_SIGNS: Final = frozenset('"[]')

LABEL = _("Votre adresse électronique")
INVALID_ADDRESS = _("Indiquez une adresse électronique complète, comme nom@exemple.fr.")


class AddressField(LineEmailField):
    """An e-mail address, in lower case as `Porteur` keeps it."""

    def clean(self, value: object) -> str:
        email: str = super().clean(value).lower()
        if UNUSUAL_SIGNS & set(email):
            raise ValidationError(INVALID_ADDRESS, code="invalid")
        return email


def _address_field(label: "StrOrPromise", help_text: "StrOrPromise", autocomplete: str = "email") -> AddressField:
    return AddressField(
        label=label,
        max_length=MAX_EMAIL,
        help_text=help_text,
        widget=forms.EmailInput(attrs={"autocomplete": autocomplete}),
        error_messages={
            "required": required_message(label),
            "invalid": INVALID_ADDRESS,
            "max_length": length_message(MAX_EMAIL),
        },
    )


class StartForm(SubmissionForm):
    """Where to send the link that begins a candidature; `page` is the call. `offre`: the offers chosen on the way."""

    email = _address_field(LABEL, _("Un courriel vous y attendra : il ouvre votre dossier, sans mot de passe."))
    offre = SelectionField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The consent of a call is asked for when a dossier is sent: here there is none yet.
        self.fields.pop(CONSENT_FIELD, None)


class SignInForm(SubmissionForm):
    """Where to send the link that opens what one has begun; `suite` is the path it leads to."""

    email = _address_field(LABEL, _("Celle où vous avez reçu le premier lien."))
    suite = forms.CharField(required=False, widget=forms.HiddenInput)


class InviteForm(forms.Form):
    """Whom to let into a candidature."""

    email = _address_field(
        _("Adresse électronique de la personne à inviter"),
        _("Elle pourra tout lire, tout modifier et déposer le dossier."),
        autocomplete="off",
    )
