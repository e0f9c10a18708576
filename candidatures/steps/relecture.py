"""The page « relecture » of the form."""

from candidatures.enums import Step
from candidatures.steps.base import StepForm


class RelectureForm(StepForm):
    step = Step.RELECTURE
