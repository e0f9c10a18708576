"""The page « budget » of the form."""

from candidatures.enums import Step
from candidatures.steps.base import StepForm


class BudgetForm(StepForm):
    step = Step.BUDGET
