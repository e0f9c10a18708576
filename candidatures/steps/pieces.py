"""The page « pieces » of the form."""

from candidatures.enums import Step
from candidatures.steps.base import StepForm


class PiecesForm(StepForm):
    step = Step.PIECES
