"""The page « partenaires » of the form."""

from candidatures.enums import Step
from candidatures.steps.base import StepForm


class PartenairesForm(StepForm):
    step = Step.PARTENAIRES
