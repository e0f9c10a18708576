"""The three pages of the bilan (page « Les NEC locaux », 2024: financial, quantitative, qualitative).

Its figures are those that the bilans of NEC locaux give: Dordogne 2022, Hauts-de-France 2023, Metz 2023.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidatures.budget import Budget, euros, read_budget
from candidatures.enums import Step
from candidatures.steps import fields
from candidatures.steps.base import FieldError, RowForm, StepForm
from candidatures.steps.budget import BudgetForm, ExpenseForm, IncomeForm
from socle.enums import Licence

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

PER_CENT = 100


class BilanQuantitatifForm(StepForm):
    """How many came, and what there was."""

    step = Step.BILAN_QUANTITATIF
    introduction = _("Des nombres comptés plutôt qu’estimés. Laissez vide ce que vous n’avez pas compté.")

    participants = fields.number(_("Personnes présentes"), help_text=_("Sur l’ensemble de l’événement."))
    registered = fields.number(_("Personnes inscrites"), required=False)
    speakers = fields.number(_("Intervenantes et intervenants"), required=False)
    women_speakers = fields.number(_("Dont intervenantes"), required=False)
    structures = fields.number(_("Structures représentées"), required=False)
    workshops = fields.number(_("Ateliers"), required=False)
    stands = fields.number(_("Stands"), required=False)
    satisfaction = fields.number(
        _("Personnes satisfaites"),
        required=False,
        maximum=PER_CENT,
        help_text=_("En pour cent des réponses à votre questionnaire, s’il y en a eu un. Exemple : 87."),
    )
    origin = fields.text(
        _("D’où venait le public"),
        required=False,
        rows=4,
        help_text=_("Territoires, métiers, première venue ou non, d’après vos inscriptions."),
    )

    def set_up(self) -> None:
        self.fields["satisfaction"].error_messages["max_value"] = _("Indiquez un nombre de 0 à 100.")

    def clean(self) -> None:
        speakers, women = (self.cleaned_data.get(name) for name in ("speakers", "women_speakers"))
        if speakers is not None and women is not None and women > speakers:
            self.add_error(
                "women_speakers", _("Indiquez un nombre au plus égal à celui des intervenantes et intervenants.")
            )


class ProductionForm(RowForm):
    """Something the event leaves: a record, a video, a guide."""

    legend = _("Production")

    title = fields.line(_("Titre"))
    url = fields.web_address(_("Adresse"), required=False)
    licence = fields.choice(_("Licence"), Licence.choices, is_list=True)


class BilanQualitatifForm(StepForm):
    """What to do again, what to change, what is left to others."""

    step = Step.BILAN_QUALITATIF
    introduction = _("Ce que les prochaines organisatrices et les prochains organisateurs gagneraient à savoir.")
    row_forms = {"productions": ProductionForm}

    liked = fields.text(_("Ce qui a plu"))
    to_change = fields.text(_("Ce que vous changeriez"))
    lessons = fields.text(_("Ce que vous en retenez"), required=False)
    resource_url = fields.web_address(
        _("Fiche sur Les Bases"), required=False, help_text=_("L’adresse de la fiche où l’événement est documenté.")
    )


class BilanFinancierForm(StepForm):
    """What was spent and received, beside what the dossier planned."""

    step = Step.BILAN_FINANCIER
    introduction = _("Les montants réels, à côté de ceux que votre dossier prévoyait.")
    row_forms = {"expenses": ExpenseForm, "incomes": IncomeForm}

    grant_asked = fields.amount(
        _("Subvention à verser"), required=False, help_text=_("En euros, si une convention la prévoit.")
    )
    financial_note = fields.text(
        _("Précisions"), required=False, rows=4, help_text=_("Par exemple ce qui explique un écart.")
    )

    def set_up(self) -> None:
        if not self.context.rules.offers_grant:
            del self.fields["grant_asked"]

    @cached_property
    def spent(self) -> Budget:
        """The figures of what is typed here."""
        return read_budget(self.cleaned)

    @cached_property
    def planned(self) -> Budget:
        """The figures of the dossier."""
        return BudgetForm(self.context.answers.get(Step.BUDGET, {}), context=self.context).budget

    @property
    def figures(self) -> "list[tuple[StrOrPromise, str, str]]":
        """Totals side by side: label, planned, real."""
        planned, spent = self.planned, self.spent
        return [
            (_("Dépenses"), euros(planned.expenses_total), euros(spent.expenses_total)),
            (
                _("dont frais que la subvention prend en charge"),
                euros(planned.eligible_total),
                euros(spent.eligible_total),
            ),
            (_("Recettes, hors subvention"), euros(planned.incomes_total), euros(spent.incomes_total)),
        ]

    @property
    def expenses_error(self) -> str:
        """What the costs lack as a whole for the bilan to be sent."""
        is_lacking = not self.is_draft and not len(self.row_sets["expenses"])
        return gettext("Indiquez au moins une dépense.") if is_lacking else ""

    @property
    def all_errors(self) -> list[FieldError]:
        whole = (
            [FieldError("expenses-0-label", gettext("Dépenses"), self.expenses_error)] if self.expenses_error else []
        )
        return [*whole, *super().all_errors]
