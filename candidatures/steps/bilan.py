"""The three pages of the bilan (page « Les NEC locaux », 2024: financial, quantitative, qualitative)."""

from candidatures.enums import Step
from candidatures.steps.base import StepForm


class BilanQuantitatifForm(StepForm):
    step = Step.BILAN_QUANTITATIF


class BilanQualitatifForm(StepForm):
    step = Step.BILAN_QUALITATIF


class BilanFinancierForm(StepForm):
    step = Step.BILAN_FINANCIER
