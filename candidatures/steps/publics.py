"""The page « publics » of the form."""

from candidatures.enums import Step
from candidatures.steps.base import StepForm


class PublicsForm(StepForm):
    step = Step.PUBLICS
