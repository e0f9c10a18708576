"""The form by which an organiser writes to a partner."""

import uuid
from typing import TYPE_CHECKING, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nec_locaux.services import Message
from socle.form_builder import (
    MAX_LINE,
    LineEmailField,
    LineField,
    SubmissionForm,
    TextField,
    length_message,
    required_message,
)
from socle.models.forms import submission_token

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

MAX_NAME: Final = 100
MAX_MESSAGE: Final = 3000
#: Signs of addresses that the standard allows and nobody has: a quoted name, the bare number of a machine.
UNUSUAL_SIGNS: Final = frozenset('"[]')

INVALID_ADDRESS = _("Indiquez une adresse électronique complète, comme nom@exemple.fr.")


def _line(
    label: "StrOrPromise",
    limit: int,
    autocomplete: str = "off",
    *,
    required: bool = True,
    help_text: "StrOrPromise" = "",
) -> LineField:
    return LineField(
        label=label,
        max_length=limit,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": required_message(label), "max_length": length_message(limit)},
    )


class MessageForm(SubmissionForm):
    """What an organiser says to the partner of an offer; `page` is the offer."""

    name = _line(_("Votre nom"), MAX_NAME, "name")
    organisation = _line(_("Votre structure"), MAX_LINE, "organization", required=False)
    email = LineEmailField(
        label=_("Votre adresse électronique"),
        max_length=MAX_LINE,
        help_text=_("Le partenaire vous y répondra."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": required_message(_("Votre adresse électronique")),
            "invalid": INVALID_ADDRESS,
            "max_length": length_message(MAX_LINE),
        },
    )
    event = _line(
        _("Votre NEC local"),
        MAX_LINE,
        required=False,
        help_text=_("Où et quand, même à peu près."),
    )
    message = TextField(
        label=_("Votre message"),
        max_length=MAX_MESSAGE,
        help_text=_("Dites ce que vous attendez de ce format, pour quel public et dans quelle salle."),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": required_message(_("Votre message")),
            "max_length": length_message(MAX_MESSAGE),
        },
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if UNUSUAL_SIGNS & set(email):
            raise ValidationError(INVALID_ADDRESS, code="invalid")
        return email

    @property
    def to_pass_on(self) -> Message:
        answers = self.answers
        return Message(text=answers.pop("message"), **answers)

    @property
    def unique_token(self) -> uuid.UUID:
        """The same for the same answers sent twice from one display of the form, and for nothing else."""
        return uuid.UUID(hex=submission_token(self)[:32])
