"""The pages of the form and of the bilan."""

from typing import Final

from candidatures.enums import Step
from candidatures.models import Candidature
from candidatures.steps.base import FieldError, RowForm, RowSet, StepContext, StepForm, Values, is_filled
from candidatures.steps.bilan import BilanFinancierForm, BilanQualitatifForm, BilanQuantitatifForm
from candidatures.steps.budget import BudgetForm
from candidatures.steps.evenement import EvenementForm
from candidatures.steps.formats import FormatsForm
from candidatures.steps.moyens import MoyensForm
from candidatures.steps.objectif import ObjectifForm
from candidatures.steps.partenaires import PartenairesForm
from candidatures.steps.pieces import PiecesForm
from candidatures.steps.porteur import PorteurForm
from candidatures.steps.publics import PublicsForm
from candidatures.steps.relecture import RelectureForm

__all__ = [
    "FORMS",
    "FieldError",
    "RowForm",
    "RowSet",
    "StepContext",
    "StepForm",
    "Values",
    "get_form",
    "is_filled",
]

FORMS: Final[dict[Step, type[StepForm]]] = {
    form.step: form
    for form in (
        PorteurForm,
        EvenementForm,
        ObjectifForm,
        PublicsForm,
        PartenairesForm,
        FormatsForm,
        MoyensForm,
        BudgetForm,
        PiecesForm,
        RelectureForm,
        BilanQuantitatifForm,
        BilanQualitatifForm,
        BilanFinancierForm,
    )
}


def get_form(candidature: Candidature, step: Step, *, is_draft: bool = True) -> StepForm:
    """The page `step` of a candidature, with what was typed in it."""
    context = StepContext.of(candidature)
    return FORMS[step](context.answers.get(step, {}), context=context, is_draft=is_draft)
