"""The page « evenement » of the form."""

from candidatures.enums import Step
from candidatures.steps.base import StepForm


class EvenementForm(StepForm):
    step = Step.EVENEMENT
