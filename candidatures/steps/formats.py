"""The page « formats » of the form."""

from candidatures.enums import Step
from candidatures.steps.base import StepForm


class FormatsForm(StepForm):
    step = Step.FORMATS
