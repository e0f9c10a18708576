"""What the team types in its acts. Fields read what French people write, and say what to write instead."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Self, cast

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidatures.budget import ZERO, euros, highest_grant
from candidatures.deadlines import PARIS
from candidatures.enums import Appreciation, Step
from candidatures.forms.exchanges import MAX_MESSAGE, FilesField
from candidatures.guards import highest_payment
from candidatures.models import Candidature
from candidatures.rights import members
from candidatures.rules import Criterion
from candidatures.services.event_pages import Figure
from candidatures.services.instruction import name_of
from candidatures.services.meetings import Meeting
from candidatures.services.requests import Question
from candidatures.steps import FORMS, StepContext
from candidatures.steps.fields import amount, choice, day, line, text, web_address
from candidatures.targets import Target
from candidatures.team.acts import ActForm
from socle.charts import format_number

if TYPE_CHECKING:
    from django.http import QueryDict
    from django.utils.functional import _StrOrPromise as StrOrPromise

MAX_REASONS: Final = 5000
MAX_NOTE: Final = 10_000
MAX_COMMENT: Final = 2000
FILES_HELP: Final = _("Cinq au plus. PDF, ODT, ODS, DOCX, XLSX, PNG ou JPEG, 10 Mo au plus chacun.")
PUBLIC_HELP: Final = _("Écrit dans le courriel et sur sa page de suivi.")
TEAM_HELP: Final = _("Pour l’équipe seule : ne quitte jamais le site.")

public_words = partial(text, label=_("Ce que lira la porteuse ou le porteur"), limit=MAX_REASONS, help_text=PUBLIC_HELP)
team_reasons = partial(text, label=_("Raisons, pour l’équipe"), limit=MAX_REASONS, help_text=TEAM_HELP, rows=4)


class AssignForm(ActForm):
    """Who sees to the dossier."""

    instructeur = forms.ModelChoiceField(
        label=_("Instruite par"),
        queryset=get_user_model()._default_manager.none(),
        required=False,
        empty_label=_("Personne"),
        help_text=_("Cette personne reçoit un courriel, sauf si c’est vous."),
        error_messages={"invalid_choice": _("Choisissez une personne des groupes Instruction, Décision ou Gestion.")},
    )

    def set_up(self) -> None:
        field = self.fields["instructeur"]
        field.queryset = members()  # type: ignore[attr-defined]
        field.label_from_instance = name_of  # type: ignore[attr-defined]


class NoteForm(ActForm):
    body = text(_("Note interne"), limit=MAX_NOTE, help_text=TEAM_HELP, rows=5)


class PlanForm(ActForm):
    due_on = day(_("À faire avant la fin du"))
    label = line(_("Quoi"), help_text=_("Exemple : appeler la mairie."))


class TeamMessageForm(ActForm):
    body = text(_("Message aux porteuses et porteurs"), limit=MAX_MESSAGE, rows=8)
    files = FilesField(label=_("Fichiers"), required=False, help_text=FILES_HELP)  # type: ignore[assignment]


# A request for information

#: Questions shown at first, and the most that a request holds.
FIRST_QUESTIONS: Final = 3
MAX_QUESTIONS: Final = 20
ROWS: Final = re.compile(r"[1-9][0-9]?")


class RequestForm(ActForm):
    """Questions on answers of the dossier, or on anything. `rows` is how many the page shows."""

    introduction = text(_("Message qui précède les questions"), required=False, limit=MAX_MESSAGE, rows=4)
    due_on = day(_("À rendre avant la fin du"), required=False)
    rows = forms.IntegerField(required=False, widget=forms.HiddenInput, initial=FIRST_QUESTIONS)

    def set_up(self) -> None:
        self.targets = target_choices(self.candidature)
        for rank in range(self.count):
            self.fields[f"target_{rank}"] = choice(_("Réponse du dossier concernée"), (), required=False)
            self.fields[f"target_{rank}"].widget = forms.Select(choices=self.targets)
            self.fields[f"target_{rank}"].choices = self.targets  # type: ignore[attr-defined]
            self.fields[f"question_{rank}"] = text(_("Ce que vous demandez"), required=False, rows=2)

    @property
    def count(self) -> int:
        """How many questions the page shows."""
        typed = str(self.data.get("rows", "")) if self.is_bound else ""
        return min(int(typed), MAX_QUESTIONS) if ROWS.fullmatch(typed) else FIRST_QUESTIONS

    def with_one_more(self) -> Self:
        """The same with one more question; nothing is said to be missing to who asks for it."""
        data = cast("QueryDict", self.data).copy()
        data["rows"] = str(min(self.count + 1, MAX_QUESTIONS))
        form = type(self)(data, candidature=self.candidature)
        form.full_clean()
        form.errors.clear()
        return form

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of each question."""
        return [(self[f"target_{rank}"], self[f"question_{rank}"]) for rank in range(self.count)]

    @property
    def questions(self) -> list[Question]:
        """What is asked: a question without words asks to write that answer again."""
        known = self.cleaned_data
        rows = [(known[f"target_{rank}"], known[f"question_{rank}"]) for rank in range(self.count)]
        return [Question(words or self._default(target), target) for target, words in rows if words or target]

    def _default(self, target: str) -> str:
        labels = {key: label for _group, options in self.targets[1:] for key, label in options}
        return gettext("Précisez cette réponse : %(label)s.") % {"label": str(labels[target]).rstrip(" .:")}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.questions:
            self.add_error("question_0", gettext("Posez au moins une question."))
        return cleaned


def target_choices(candidature: Candidature) -> list[tuple[str, Any]]:
    """The answers of the dossier that may be asked again, by their labels, page by page."""
    context = StepContext.of(candidature)
    groups = [(str(step.label), list(_targets(step, context))) for step in Step.of_dossier() if step != Step.RELECTURE]
    return [("", gettext("Aucune : question libre")), *((label, options) for label, options in groups if options)]


def _targets(step: Step, context: StepContext) -> Iterator[tuple[str, str]]:
    form_class = FORMS[step]
    form = form_class({}, context=context)
    for name, field in form.fields.items():
        if Target.of(step, name) and not field.widget.is_hidden:
            yield f"{step}.{name}", str(field.label)
    for name, row_class in form_class.row_forms.items():
        yield f"{step}.{name}", str(row_class.legend)


# Appointments

TIME_MESSAGE: Final = _("Indiquez une heure, comme 14:30.")


def _time(label: "StrOrPromise") -> forms.TimeField:
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%Hh%M", "%Hh", "%H h %M", "%H h"],
        help_text=_("À l’heure de Paris. Exemple : 14:30."),
        widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off"}),
        error_messages={"required": TIME_MESSAGE, "invalid": TIME_MESSAGE},
    )


class MeetingForm(ActForm):
    """When and where a conversation takes place, in Paris time."""

    day = day(_("Jour"))
    begins = _time(_("Début"))
    ends = _time(_("Fin"))
    place = line(_("Lieu ou téléphone"), required=False)
    url = web_address(_("Adresse de la visioconférence"), required=False)
    note = text(_("À préparer"), required=False, limit=MAX_COMMENT, rows=3, help_text=PUBLIC_HELP)

    @property
    def meeting(self) -> Meeting:
        known = self.cleaned_data
        starts_at, ends_at = (datetime.combine(known["day"], known[name], PARIS) for name in ("begins", "ends"))
        return Meeting(starts_at, ends_at, known["place"], known["url"], known["note"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"day", "begins", "ends"} <= cleaned.keys() and cleaned["ends"] <= cleaned["begins"]:
            self.add_error("ends", gettext("Choisissez une fin qui suive le début."))
        return cleaned


# The grid


class GridForm(ActForm):
    """An appreciation and a comment for each criterion of the version of the call."""

    def set_up(self) -> None:
        known = {row.criterion: row for row in self.candidature.assessments.all()}
        for criterion in self.criteria:
            row = known.get(criterion.key)
            self.fields[f"value_{criterion.key}"] = forms.ChoiceField(
                label=gettext("Appréciation"),
                choices=Appreciation.choices,
                initial=row.appreciation if row else Appreciation.UNKNOWN,
                error_messages={"invalid_choice": gettext("Choisissez une réponse de la liste.")},
            )
            self.fields[f"comment_{criterion.key}"] = text(
                gettext("Commentaire"), required=False, limit=MAX_COMMENT, rows=2
            )
            self.fields[f"comment_{criterion.key}"].initial = row.comment if row else ""

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return self.candidature.version.rules.criteria

    @property
    def lines(self) -> list[tuple[Criterion, forms.BoundField, forms.BoundField]]:
        """The fields of each criterion."""
        return [(one, self[f"value_{one.key}"], self[f"comment_{one.key}"]) for one in self.criteria]

    @property
    def grid(self) -> dict[str, tuple[Appreciation, str]]:
        known = self.cleaned_data
        return {
            one.key: (Appreciation(known[f"value_{one.key}"]), known[f"comment_{one.key}"]) for one in self.criteria
        }


# Decisions


class AcceptForm(ActForm):
    amount = amount(_("Subvention accordée, en euros"))
    public_text = public_words(required=False)
    reasons = team_reasons(required=False)

    def set_up(self) -> None:
        self.fields["amount"].help_text = bounds_words(self.candidature)


def bounds_words(candidature: Candidature) -> str:
    """What may be awarded."""
    rules = candidature.rules
    highest = highest_grant(rules, candidature.budget_total or ZERO) if rules.grant_maximum is not None else None
    if highest is None:
        return gettext("Zéro : l’appel ne donne pas de subvention.")
    if rules.grant_minimum is not None and highest < rules.grant_minimum:
        return gettext("Zéro : le budget est trop petit pour une subvention de cet appel.")
    bounds = {"lowest": euros(rules.grant_minimum or ZERO), "highest": euros(highest)}
    return gettext("Zéro pour un accord sans subvention, ou de %(lowest)s à %(highest)s.") % bounds


class RefuseForm(ActForm):
    public_text = public_words()
    reasons = team_reasons()


class ReasonForm(ActForm):
    """A reason for the team, and what organisers read."""

    public_text = public_words(required=False)
    reasons = team_reasons(label=_("Raison, pour l’équipe"))


class ReturnForm(ActForm):
    """A reason that organisers read."""

    reason = text(_("Ce qu’il faut reprendre"), limit=MAX_MESSAGE, help_text=PUBLIC_HELP)


# The agreement


class AgreementForm(ActForm):
    number = line(_("Numéro"), required=False, limit=60, help_text=_("Vide : celui du dossier."))
    dated_on = day(_("Datée du"))
    representative = line(_("Structure représentée par"), required=False, help_text=_("Nom et qualité de qui signera."))
    structure_address = line(_("Adresse de la structure"), required=False, limit=500)


class SignedFileForm(ActForm):
    signed = forms.FileField(
        label=_("Convention signée"),
        help_text=_("En PDF, 10 Mo au plus."),
        allow_empty_file=True,
        error_messages={"required": _("Choisissez le fichier de la convention signée.")},
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )


class SignedOnForm(ActForm):
    signed_on = day(_("Signée le"))


# After the event


class DueForm(ActForm):
    due_on = day(_("À rendre avant la fin du"))


class ReturnReportsForm(ReturnForm):
    due_on = day(_("À rendre avant la fin du"))


class RealCostForm(ActForm):
    real_cost = amount(_("Coût réel retenu, en euros"), help_text=_("Tel que vous le retenez à la lecture du bilan."))


class PaymentForm(ActForm):
    amount = amount(_("Montant versé, en euros"))
    paid_on = day(_("Versé le"))
    reference = line(_("Référence"), required=False, limit=100)

    def set_up(self) -> None:
        highest = highest_payment(self.candidature)
        if highest is not None:
            self.fields["amount"].help_text = gettext("Au plus %(highest)s.") % {"highest": euros(highest)}


class FiguresForm(ActForm):
    """Which figures of the bilan are given to the event's page; at first, those that it does not have."""

    def __init__(self, *args: Any, figures: list[Figure], **kwargs: Any) -> None:
        self.figures = [one for one in figures if one.value != one.present]
        super().__init__(*args, **kwargs)

    def set_up(self) -> None:
        for one in self.figures:
            self.fields[one.name] = forms.BooleanField(
                label=str(one.label), required=False, initial=one.present is None, help_text=_figure_words(one)
            )

    @property
    def names(self) -> list[str]:
        """The figures chosen."""
        return [one.name for one in self.figures if self.cleaned_data[one.name]]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.names:
            raise forms.ValidationError(gettext("Cochez au moins un chiffre."))
        return cleaned


def _figure_words(figure: Figure) -> str:
    words = {"value": format_number(figure.value)}
    if figure.present is None:
        return gettext("%(value)s. La page n’en dit rien.") % words
    words["present"] = format_number(figure.present)
    return gettext("%(value)s. La page dit aujourd’hui %(present)s.") % words


def day_words(value: Any) -> str:
    """A day as its field shows it."""
    return f"{value:%d/%m/%Y}" if value else ""
