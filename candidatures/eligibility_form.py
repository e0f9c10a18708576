"""The questions « Suis-je éligible ? »: answered by an address, kept nowhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t
from django.utils.translation import ngettext

from candidatures.eligibility import Assessment, Facts, assess, delay_words
from candidatures.enums import RuleKind
from candidatures.rules import Rules
from candidatures.steps import fields
from nec_locaux.enums import DatePrecision
from socle.charts import format_number
from socle.parameters import LineField

YES: Final = "oui"
NO: Final = "non"
DAY, MONTH = fields.day(""), fields.month("")
DATE_MESSAGE = _t("Indiquez un jour, comme 14/03/2027, ou un mois, comme 03/2027 : l’année a quatre chiffres.")

#: What refines each question of yes or no.
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "personne_morale": (),
    "collectivite": (),
    "public": ("personnes", "places"),
    "delai": ("jour_j",),
    "subvention": ("montant", "budget"),
}


class YesNoField(forms.ChoiceField):
    """A question answered by yes or no; None for no answer, and for any other."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False, choices=[(YES, _t("Oui")), (NO, _t("Non"))], widget=forms.RadioSelect, **kwargs
        )

    def clean(self, value: Any) -> bool | None:
        return {YES: True, NO: False}.get(str(value))


class EventDate(NamedTuple):
    """A date as well as it is known: the first day of its month where only the month is."""

    first_day: date
    precision: DatePrecision


class EventDateField(LineField):
    """A day or only a month, as the form of a dossier takes them. Raises ValidationError for anything else."""

    def clean(self, value: Any) -> EventDate | None:
        written = super().clean(value)
        if not written:
            return None
        for field, precision in ((DAY, DatePrecision.DAY), (MONTH, DatePrecision.MONTH)):
            try:
                return EventDate(field.clean(written), precision)
            except ValidationError:
                continue
        raise ValidationError(DATE_MESSAGE)


@dataclass(frozen=True)
class Group:
    """A question of yes or no, and the exact values that refine its answer."""

    question: forms.BoundField
    details: list[forms.BoundField]


class EligibilityForm(forms.Form):
    """The questions that the rules of a call ask. A question whose rule the call does not have is not asked.

    Yes or no is enough; an exact value refines it and overrules it.
    """

    personne_morale = YesNoField(
        label=_t("Votre structure est une personne morale (commune, association, entreprise…)")
    )
    collectivite = YesNoField()
    public = YesNoField()
    delai = YesNoField()
    personnes = fields.number(_t("Nombre de personnes attendues"), required=False)
    places = fields.number(_t("Nombre de places du lieu"), required=False)
    jour_j = EventDateField(
        label=_t("Date de l’événement"),
        help_text=_t("Le jour, comme 14/03/2027. Ou seulement le mois, comme 03/2027."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    subvention = YesNoField(label=_t("Vous demandez une subvention"))
    montant = fields.amount(_t("Montant demandé"), required=False, help_text=_t("En euros."))
    budget = fields.amount(
        _t("Budget de l’événement"), required=False, help_text=_t("En euros, toutes dépenses comprises.")
    )

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *, rules: Rules) -> None:
        super().__init__(data, auto_id="eligibilite-%s", label_suffix="")
        self.rules = rules
        for name, label in _labels(rules).items():
            if label:
                self.fields[name].label = label
        for name in _names_without_rule(rules):
            del self.fields[name]

    @property
    def is_answered(self) -> bool:
        """Whether the address answers at least one question, rightly or not."""
        return any(str(self.data.get(name, "")).strip() for name in self.fields)

    @property
    def groups(self) -> list[Group]:
        """The questions by subject, in order."""
        return [
            Group(self[question], self._bound(details))
            for question, details in GROUPS.items()
            if question in self.fields
        ]

    @property
    def short_fields(self) -> list[forms.BoundField]:
        """The questions about the project that a yes or no answers."""
        return self._bound(name for name in GROUPS if name != "subvention")

    def _bound(self, names: Iterable[str]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    def read_facts(self, sent_on: date) -> Facts:
        """What was answered, as eligibility reads it. The form must be valid."""
        answers = self.cleaned_data
        event = answers.get("jour_j")
        return Facts(
            sent_on=sent_on,
            is_legal_entity=answers.get("personne_morale"),
            expected_attendance=answers.get("personnes"),
            venue_capacity=answers.get("places"),
            start_date=event.first_day if event else None,
            date_precision=event.precision if event else DatePrecision.DAY,
            wants_grant=answers.get("subvention"),
            grant_requested=answers.get("montant"),
            budget_total=answers.get("budget"),
            stated=self._read_stated(answers),
        )

    def _read_stated(self, answers: dict[str, Any]) -> dict[RuleKind, bool]:
        stated = {
            RuleKind.COLLECTIVITE: answers.get("collectivite"),
            RuleKind.DELAY: answers.get("delai"),
            RuleKind.PUBLIC: answers.get("public"),
            # One question asks for the public and for the place that holds it: « no » does not tell which is missing.
            RuleKind.VENUE: answers.get("public") if answers.get("public") or not self.rules.minimum_public else None,
        }
        return {rule: answer for rule, answer in stated.items() if answer is not None}


@dataclass(frozen=True)
class Answers:
    """The questions of a call, and what the answers mean; None without answers, and while one is to be mended."""

    form: EligibilityForm
    assessment: Assessment | None


def read_answers(rules: Rules, data: Mapping[str, Any], sent_on: date) -> Answers:
    """What an address answers, `sent_on` being the day on which the project would be sent."""
    form = EligibilityForm(data, rules=rules)
    if not form.is_answered:
        return Answers(EligibilityForm(rules=rules), None)
    return Answers(form, assess(rules, form.read_facts(sent_on)) if form.is_valid() else None)


def _labels(rules: Rules) -> dict[str, str]:
    """The questions whose words depend on the rules; empty where there is no such rule."""
    collectivites = rules.minimum_collectivites or 0
    return {
        "collectivite": ngettext(
            "Au moins une collectivité vous soutient",
            "Au moins %(least)s collectivités vous soutiennent",
            collectivites,
        )
        % {"least": collectivites},
        "public": _public_label(rules),
        "delai": _("Le jour J est dans %(delay)s ou plus") % {"delay": delay_words(rules.delay_months or 0)},
    }


def _public_label(rules: Rules) -> str:
    if not rules.minimum_public:
        return _("Le lieu peut accueillir tout le public que vous attendez")
    people = {"least": format_number(rules.minimum_public)}
    if rules.asks_for_venue:
        return _("Vous attendez %(least)s personnes ou plus, dans un lieu assez grand") % people
    return _("Vous attendez %(least)s personnes ou plus") % people


def _names_without_rule(rules: Rules) -> list[str]:
    asked = {
        "personne_morale": rules.asks_for_legal_entity,
        "collectivite": bool(rules.minimum_collectivites),
        "public": bool(rules.minimum_public) or rules.asks_for_venue,
        "personnes": bool(rules.minimum_public) or rules.asks_for_venue,
        "places": rules.asks_for_venue,
        "delai": bool(rules.delay_months),
        "jour_j": bool(rules.delay_months),
        "subvention": rules.offers_grant,
        "montant": rules.offers_grant,
        "budget": rules.offers_grant and rules.grant_share is not None,
    }
    return [name for name, is_asked in asked.items() if not is_asked]
