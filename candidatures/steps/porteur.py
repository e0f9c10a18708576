"""The page « porteur » of the form."""

from candidatures.enums import Step
from candidatures.steps.base import StepForm


class PorteurForm(StepForm):
    step = Step.PORTEUR
