"""The page « evenement » of the form: what it is called, when and where it is held."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidatures.deadlines import paris_day
from candidatures.enums import Step
from candidatures.places import Places, find_places
from candidatures.steps import fields
from candidatures.steps.base import StepForm
from nec_locaux.enums import DatePrecision, Mode

PAST_MESSAGE = _("Indiquez une date à venir : celle-ci est passée.")
NO_PLACE_MESSAGE = _(
    "Écrivez le nom officiel d’une commune, d’une intercommunalité, d’un département ou d’une région, "
    "comme Épinal (88)."
)
WIDE_PLACE_MESSAGE = _("Précisez le nom, ou ajoutez le département, comme Épinal (88) : trop de territoires répondent.")
CHOOSE_PLACE_MESSAGE = _("Choisissez parmi ceux qui répondent à ce nom.")


class TerritoireField(forms.ChoiceField):
    """The key of a territoire among those suggested; a key chosen for another name is forgotten."""

    def to_python(self, value: Any) -> str:
        key = str(super().to_python(value))
        return key if self.valid_value(key) else ""


class EvenementForm(StepForm):
    step = Step.EVENEMENT
    introduction = _("Ce que vous savez aujourd’hui suffit pour commencer ; vous pourrez préciser ensuite.")

    title = fields.line(
        _("Titre de l’événement"), help_text=_("Tel qu’il paraîtrait au calendrier. Exemple : NEC Vosges.")
    )
    date_precision = fields.choice(
        _("Ce que vous savez de la date"),
        [(DatePrecision.DAY.value, _("Le jour est connu")), (DatePrecision.MONTH.value, _("Seul le mois est connu"))],
    )
    start_date = fields.day(_("Premier jour"))
    end_date = fields.day(
        _("Dernier jour"), required=False, help_text=_("Si l’événement dure plus d’un jour. Exemple : 15/03/2027.")
    )
    month = fields.month(_("Mois"), help_text=_("Mois et année. Exemple : 03/2027."))
    mode = fields.choice(_("Déroulement"), Mode.choices)
    venue = fields.line(
        _("Lieu"),
        required=False,
        help_text=_("Nom et adresse, s’ils sont connus. Exemple : salle des fêtes, 1 place de la Mairie."),
    )
    territoire_name = fields.line(
        _("Territoire"),
        help_text=_(
            "Le nom officiel d’une commune, d’une intercommunalité, d’un département ou d’une région. "
            "Exemple : Épinal (88)."
        ),
    )
    territoire = TerritoireField(label=_("Votre territoire"), required=False, widget=forms.RadioSelect)
    digital_maturity = fields.text(
        _("Ce qui existe déjà sur le territoire"),
        required=False,
        help_text=_(
            "Stratégie, lieux, réseaux, rencontres passées autour du numérique : ce sur quoi l’événement s’appuie."
        ),
    )

    _day_fields: ClassVar = ("start_date", "end_date")

    places: Places

    def set_up(self) -> None:
        typed = self.values.get("territoire_name")
        self.places = find_places(typed) if isinstance(typed, str) else Places()
        self.fields["territoire"].choices = self.places.labels  # type: ignore[attr-defined]
        self.fields["start_date"].required = not self.knows_only_month
        self.fields["month"].required = self.knows_only_month

    @property
    def knows_only_month(self) -> bool:
        return self.values.get("date_precision") == DatePrecision.MONTH

    def clean(self) -> dict[str, Any]:
        self._forget_other_dates()
        self._check_dates()
        self._check_place()
        return self.cleaned_data

    def _forget_other_dates(self) -> None:
        """Days where only the month is known, and the month where days are, are neither read nor told wrong."""
        for name in self._day_fields if self.knows_only_month else ("month",):
            self.errors.pop(name, None)
            self.cleaned_data[name] = None

    def _check_dates(self) -> None:
        start, end = (self.cleaned_data.get(name) for name in self._day_fields)
        if start and end and end < start:
            self.add_error("end_date", _("Indiquez un dernier jour qui suive le premier."))
        if self.is_draft:
            return
        today = paris_day(timezone.now())
        if start and start < today:
            self.add_error("start_date", PAST_MESSAGE)
        month = self.cleaned_data.get("month")
        if month and month < today.replace(day=1):
            self.add_error("month", PAST_MESSAGE)

    def _check_place(self) -> None:
        chosen = str(self.places.taken.pk) if self.places.taken else self.cleaned_data.get("territoire", "")
        self.cleaned_data["territoire"] = chosen
        if chosen or not self.cleaned_data.get("territoire_name"):
            return
        if self.places.suggestions:
            self.add_error("territoire", ValidationError(CHOOSE_PLACE_MESSAGE, code="several"))
        else:
            self.add_error("territoire_name", WIDE_PLACE_MESSAGE if self.places.is_too_wide else NO_PLACE_MESSAGE)
