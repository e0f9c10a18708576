"""The page « objectif » of the form."""

from candidatures.enums import Step
from candidatures.steps.base import StepForm


class ObjectifForm(StepForm):
    step = Step.OBJECTIF
