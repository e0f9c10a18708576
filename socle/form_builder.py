"""The fields of the form pages: cleaned at the door, with errors that say what to write."""

import secrets
import time
from collections import OrderedDict
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.functional import Promise, lazy
from django.utils.html import strip_tags
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

from socle.text import clean_line, clean_text

# A hyphen keeps these names apart from those made of editors' labels, which are Python identifiers.
TOKEN_FIELD: Final = "nec-jeton"  # noqa: S105 (a field's name)
TRAP_FIELD: Final = "nec-site-web"
CONSENT_FIELD: Final = "nec-accord"

MAX_LINE: Final = 255
MAX_TEXT: Final = 5000
#: Nobody reads and fills a form faster; many robots do.
MINIMUM_FILLING_TIME: Final = timedelta(seconds=3)
#: Longer than a day and the page has most likely changed since.
TOKEN_LIFETIME: Final = timedelta(hours=24)

_TOKEN_SALT: Final = "socle.form_builder.token"  # noqa: S105 (no secret: what the signature is for)


class TokenError(Exception):
    """The token of a form is missing, forged, or too old."""


def make_token(page_pk: int | None) -> str:
    """A signed token for one display of a form: it dates the display, and makes a sending recognisable."""
    return signing.TimestampSigner(salt=_TOKEN_SALT).sign(f"{page_pk or 0}:{secrets.token_urlsafe(9)}")


def token_age(token: str, page_pk: int | None) -> timedelta:
    """How long ago `token` was made for the page `page_pk`.

    Raises:
        TokenError: when it was not, or too long ago.
    """
    signer = signing.TimestampSigner(salt=_TOKEN_SALT)
    try:
        value = signer.unsign(token, max_age=TOKEN_LIFETIME)
    except signing.BadSignature:
        raise TokenError from None
    if value.partition(":")[0] != str(page_pk or 0):
        raise TokenError
    # The time is signed between the value and the signature, in base 62 seconds.
    made_at = signing.b62_decode(token.rsplit(signer.sep, 2)[1])
    return timedelta(seconds=max(0, _now() - made_at))


def _now() -> int:
    return int(time.time())


class TrapInput(forms.HiddenInput):
    """A text field that no person sees and many robots fill."""

    input_type = "text"

    def __init__(self) -> None:
        super().__init__(attrs={"hidden": True, "tabindex": "-1", "autocomplete": "off"})

    @property
    def is_hidden(self) -> bool:
        """True, so that templates draw it without a label, among the hidden fields."""
        return True


class LineField(forms.CharField):
    """One line of text, without control characters."""

    def to_python(self, value: Any) -> str:
        return clean_line(str(super().to_python(value)))


class TextField(forms.CharField):
    """Lines of text, without control characters."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return clean_text(str(super().to_python(value))).strip()


class LineEmailField(forms.EmailField):
    """An e-mail address, which can hold no second line and so no second header."""

    def to_python(self, value: Any) -> str:
        return clean_line(str(super().to_python(value)))


def _required_message(label: str | Promise) -> str:
    return gettext("Remplissez le champ « %(label)s ».") % {"label": label}


def _length_message(limit: int) -> str:
    return ngettext("Écrivez au plus %(limit)d signe.", "Écrivez au plus %(limit)d signes.", limit) % {"limit": limit}


required_message = lazy(_required_message, str)
length_message = lazy(_length_message, str)


class SubmissionForm(BaseForm):
    """A form of a page, with what keeps robots and double clicks out.

    It needs no cookie, so that the page it stands on can be the same for everyone and kept in caches. What a CSRF token
    would defend, an account's powers, is not at stake: the form acts for nobody.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[TOKEN_FIELD] = forms.CharField(
            widget=forms.HiddenInput, required=False, max_length=200, initial=self._new_token
        )
        self.fields[TRAP_FIELD] = forms.CharField(
            widget=TrapInput, required=False, max_length=1000, label=_("Ne remplissez pas ce champ")
        )
        consent = getattr(self.page, "consent_text", "")
        if consent:
            self.fields[CONSENT_FIELD] = forms.BooleanField(
                label=consent, error_messages={"required": _("Cochez cette case pour envoyer vos réponses.")}
            )

    @property
    def answers(self) -> dict[str, Any]:
        """What the visitor answered to the editors' questions."""
        own = {TOKEN_FIELD, TRAP_FIELD, CONSENT_FIELD}
        return {name: value for name, value in self.cleaned_data.items() if name not in own}

    @property
    def token(self) -> str:
        """What dates the display this form was sent from."""
        return str(self.cleaned_data[TOKEN_FIELD])

    @property
    def error_count(self) -> int:
        """How many fields are in error, the form as a whole counting for one."""
        return len(self.errors)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        doubt = self._doubt()
        if doubt:
            self.add_error(None, doubt)
        return cleaned

    def _doubt(self) -> str:
        """Why this may not come from a person, as a message that tells them how to go on; empty when nothing says so.

        A doubtful form is shown again with its values. A person sends it once more, and it passes.
        """
        try:
            age = token_age(self.cleaned_data.get(TOKEN_FIELD, ""), self._page_pk)
        except TokenError:
            self._set_data(TOKEN_FIELD, self._new_token())
            return gettext("La page est restée ouverte longtemps. Vérifiez vos réponses, puis envoyez-les de nouveau.")
        if self.cleaned_data.get(TRAP_FIELD):
            self._set_data(TRAP_FIELD, "")
            return gettext("Cet envoi semble automatique. Vérifiez vos réponses, puis envoyez-les de nouveau.")
        if age < MINIMUM_FILLING_TIME:
            return gettext("Cet envoi était très rapide. Vérifiez vos réponses, puis envoyez-les de nouveau.")
        return ""

    @property
    def _page_pk(self) -> int | None:
        return getattr(self.page, "pk", None)

    def _new_token(self) -> str:
        return make_token(self._page_pk)

    def _set_data(self, name: str, value: str) -> None:
        """Show the form again with another value for a field that is ours."""
        data: QueryDict = self.data.copy()  # type: ignore[has-type]
        data[self.add_prefix(name)] = value
        self.data = data


class SiteFormBuilder(FormBuilder):
    """Wagtail's builder with our fields: their errors are in French and say what to write."""

    def get_field_options(self, field: Any) -> dict[str, Any]:
        options = super().get_field_options(field)
        options["help_text"] = strip_tags(field.help_text)
        options["error_messages"] = {"required": required_message(field.label)}
        options["label_suffix"] = ""
        return options

    def create_singleline_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        return LineField(
            max_length=MAX_LINE, widget=forms.TextInput(attrs=_autocomplete(field)), **_lengths(options, MAX_LINE)
        )

    def create_multiline_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        return TextField(max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 8}), **_lengths(options, MAX_TEXT))

    def create_email_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        _say(options, invalid=_("Indiquez une adresse électronique complète, comme nom@exemple.fr."))
        widget = forms.EmailInput(attrs=_autocomplete(field) or {"autocomplete": "email"})
        return LineEmailField(max_length=MAX_LINE, widget=widget, **_lengths(options, MAX_LINE))

    def create_url_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        _say(options, invalid=_("Indiquez une adresse complète, comme https://exemple.fr."))
        widget = forms.URLInput(attrs=_autocomplete(field))
        return forms.URLField(max_length=MAX_LINE, assume_scheme="https", widget=widget, **_lengths(options, MAX_LINE))

    def create_number_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        message = _("Indiquez un nombre, en chiffres.")
        _say(options, invalid=message, max_digits=message, max_decimal_places=message, max_whole_digits=message)
        # Localised, since French people write a comma, which a field of the type "number" refuses in many browsers.
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        return forms.DecimalField(max_digits=15, decimal_places=3, localize=True, widget=widget, **options)

    def create_date_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        _say(options, invalid=_("Indiquez une date, comme 31/12/2026."))
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"} | _autocomplete(field))
        return forms.DateField(widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y"], **options)

    def create_dropdown_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        _say(options, required=_("Choisissez une réponse."), invalid_choice=_("Choisissez une réponse de la liste."))
        choices = [("", _("Choisissez")), *self.get_formatted_field_choices(field)]
        return forms.ChoiceField(choices=choices, **options)

    def create_radio_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        _say(options, required=_("Choisissez une réponse."), invalid_choice=_("Choisissez une réponse de la liste."))
        return forms.ChoiceField(choices=self.get_formatted_field_choices(field), widget=forms.RadioSelect, **options)

    def create_checkboxes_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        _say(options, required=_("Cochez au moins une réponse."), invalid_choice=_("Choisissez parmi les réponses."))
        return super().create_checkboxes_field(field, options)

    def create_checkbox_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        _say(options, required=_("Cochez cette case."))
        options["initial"] = False
        return forms.BooleanField(**options)

    def get_form_class(self) -> type[SubmissionForm]:
        return type("PageForm", (SubmissionForm,), OrderedDict(self.formfields))


def _say(options: dict[str, Any], **messages: Any) -> None:
    options["error_messages"] |= messages


def _lengths(options: dict[str, Any], limit: int) -> dict[str, Any]:
    _say(options, max_length=length_message(limit))
    return options


def _autocomplete(field: Any) -> dict[str, str]:
    """What tells a browser which of the visitor's own data a field asks for (WCAG 1.3.5)."""
    purpose = getattr(field, "purpose", "")
    return {"autocomplete": purpose} if purpose else {}
