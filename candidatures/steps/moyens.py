"""The page « moyens » of the form."""

from candidatures.enums import Step
from candidatures.steps.base import StepForm


class MoyensForm(StepForm):
    step = Step.MOYENS
