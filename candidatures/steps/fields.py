"""The kinds of fields of the form: they take what French people write, and say what to write instead."""

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from socle.form_builder import (
    MAX_LINE,
    MAX_TEXT,
    LineEmailField,
    LineField,
    TextField,
    length_message,
    required_message,
)
from socle.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrOrPromise as StrOrPromise

NUMBER_MESSAGE = _("Indiquez un nombre entier, en chiffres.")
AMOUNT_MESSAGE = _("Indiquez un montant en euros, en chiffres, comme 1 250,50.")
DAY_MESSAGE = _("Indiquez le jour, le mois et l’année en quatre chiffres, comme 14/03/2027.")
MONTH_MESSAGE = _("Indiquez le mois et l’année en quatre chiffres, comme 03/2027.")
CHOICE_MESSAGE = _("Choisissez une réponse de la liste.")
#: Years that a date may have.
YEARS: Final = range(2000, 2101)
#: More people than any event has, and what every database counts to.
MAX_NUMBER: Final = 1_000_000
MAX_AMOUNT: Final = Decimal(100_000_000)
#: Spaces that French writes inside numbers.
SPACES: Final = str.maketrans("", "", " \u00a0\u202f\u2009")
AMOUNT: Final = re.compile(r"[0-9]+\.?[0-9]*|\.[0-9]+")


class NumberField(forms.IntegerField):
    """A whole number, its thousands apart or not."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value).translate(SPACES) if value is not None else value)


class AmountField(forms.DecimalField):
    """Euros, with a comma or a point, the thousands apart or not, the sign € or not."""

    def to_python(self, value: Any) -> Any:
        plain = str(value or "").translate(SPACES).removesuffix("€").replace(",", ".").strip()
        # Python reads more: « 1e3 », « 1_000 », digits of other scripts. The script of the budget reads these alone.
        if plain and not AMOUNT.fullmatch(plain):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(plain)

    def run_validators(self, value: Any) -> None:
        """Each thing to do is said once: what is far too large is so for several of them."""
        try:
            super().run_validators(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(list(dict.fromkeys(error.messages))) from None


class DayField(forms.DateField):
    """A day as 14/03/2027, or as a browser's own field gives it."""

    def to_python(self, value: Any) -> date | None:
        day: date | None = super().to_python(str(value).strip().replace(" ", "") if value is not None else value)
        return _within_reach(day, self)


class MonthField(forms.DateField):
    """A month as 03/2027, or in words: the first of its days."""

    def to_python(self, value: Any) -> date | None:
        month: date | None = super().to_python(_plain_month(value) if isinstance(value, str) else value)
        return _within_reach(month, self)


def _within_reach(day: date | None, field: forms.DateField) -> date | None:
    """`day`, whose year can be that of a NEC: 14/03/0202 is a slip.

    Raises:
        ValidationError: when it is not.
    """
    if day and day.year not in YEARS:
        raise forms.ValidationError(field.error_messages["invalid"], code="invalid")
    return day


def _plain_month(typed: str) -> str:
    """« mars 2027 » as 3/2027; what holds no month in words, as it is."""
    name, _space, year = fold(typed).strip().partition(" ")
    names = [fold(str(label)) for label in MONTHS.values()]
    return f"{names.index(name) + 1}/{year.strip()}" if name in names else typed.replace(" ", "")


def line(
    label: "StrOrPromise",
    *,
    limit: int = MAX_LINE,
    required: bool = True,
    help_text: "StrOrPromise" = "",
    autocomplete: str = "off",
    **attrs: str,
) -> LineField:
    """A text of one line."""
    return LineField(
        label=label,
        max_length=limit,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": autocomplete, **attrs}),
        error_messages={"required": required_message(label), "max_length": length_message(limit)},
    )


def text(
    label: "StrOrPromise",
    *,
    limit: int = MAX_TEXT,
    required: bool = True,
    help_text: "StrOrPromise" = "",
    rows: int = 6,
) -> TextField:
    """A text of several lines."""
    return TextField(
        label=label,
        max_length=limit,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required_message(label), "max_length": length_message(limit)},
    )


def email(label: "StrOrPromise", *, required: bool = True, help_text: "StrOrPromise" = "") -> LineEmailField:
    """An e-mail address."""
    return LineEmailField(
        label=label,
        max_length=MAX_LINE,
        required=required,
        help_text=help_text,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": required_message(label),
            "invalid": _("Indiquez une adresse électronique complète, comme nom@exemple.fr."),
            "max_length": length_message(MAX_LINE),
        },
    )


def number(
    label: "StrOrPromise", *, required: bool = True, help_text: "StrOrPromise" = "", maximum: int = MAX_NUMBER
) -> NumberField:
    """A count of people, of places."""
    return NumberField(
        label=label,
        min_value=0,
        max_value=maximum,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": required_message(label),
            "invalid": NUMBER_MESSAGE,
            "min_value": NUMBER_MESSAGE,
            "max_value": _("Indiquez un nombre plus petit."),
        },
    )


def amount(label: "StrOrPromise", *, required: bool = True, help_text: "StrOrPromise" = "") -> AmountField:
    """Euros, cents included."""
    return AmountField(
        label=label,
        min_value=0,
        max_value=MAX_AMOUNT,
        max_digits=11,
        decimal_places=2,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "required": required_message(label),
            "invalid": AMOUNT_MESSAGE,
            "min_value": AMOUNT_MESSAGE,
            "max_value": _("Indiquez un montant plus petit."),
            "max_digits": _("Indiquez un montant plus petit."),
            "max_whole_digits": _("Indiquez un montant plus petit."),
            "max_decimal_places": _("Arrondissez au centime."),
        },
    )


def day(label: "StrOrPromise", *, required: bool = True, help_text: "StrOrPromise" = "") -> DayField:
    """A day."""
    return DayField(
        label=label,
        required=required,
        help_text=help_text or _("Jour, mois, année. Exemple : 14/03/2027."),
        input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": required_message(label), "invalid": DAY_MESSAGE},
    )


def month(label: "StrOrPromise", *, required: bool = True, help_text: "StrOrPromise" = "") -> MonthField:
    """A month."""
    return MonthField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=["%m/%Y", "%m-%Y", "%m.%Y", "%Y-%m"],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": required_message(label), "invalid": MONTH_MESSAGE},
    )


def web_address(
    label: "StrOrPromise", *, required: bool = True, help_text: "StrOrPromise" = "", autocomplete: str = "off"
) -> forms.URLField:
    """An address of the web, with or without its scheme."""
    return forms.URLField(
        label=label,
        max_length=MAX_LINE,
        assume_scheme="https",
        required=required,
        help_text=help_text or _("Exemple : https://exemple.fr."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": autocomplete}),
        error_messages={
            "required": required_message(label),
            "invalid": _("Indiquez une adresse complète, comme https://exemple.fr."),
            "max_length": length_message(MAX_LINE),
        },
    )


def choice(
    label: "StrOrPromise",
    choices: "Sequence[tuple[str, StrOrPromise]]",
    *,
    required: bool = True,
    help_text: "StrOrPromise" = "",
    is_list: bool = False,
) -> forms.ChoiceField:
    """One answer: as buttons, or as a list for many."""
    options = [("", _("Choisissez")), *choices] if is_list else list(choices)
    return forms.ChoiceField(
        label=label,
        choices=options,
        required=required,
        help_text=help_text,
        widget=forms.Select if is_list else forms.RadioSelect,
        error_messages={"required": _("Choisissez une réponse."), "invalid_choice": CHOICE_MESSAGE},
    )


def choices(
    label: "StrOrPromise",
    options: "Sequence[tuple[str, StrOrPromise]]" = (),
    *,
    required: bool = True,
    help_text: "StrOrPromise" = "",
) -> forms.MultipleChoiceField:
    """Several answers, as boxes."""
    return forms.MultipleChoiceField(
        label=label,
        choices=list(options),
        required=required,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Cochez au moins une réponse."),
            "invalid_choice": _("Choisissez parmi les réponses proposées."),
            "invalid_list": _("Choisissez parmi les réponses proposées."),
        },
    )
