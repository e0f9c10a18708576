"""Blocks of the page of a NEC local."""

from nec_locaux.blocks.bilan import BilanStreamBlock, CarnetBlock, FeedbackBlock, OriginBlock
from nec_locaux.blocks.charte import PracticeBlock
from nec_locaux.blocks.programme import (
    BreakBlock,
    DayBlock,
    ProgrammeStreamBlock,
    SessionBlock,
    SpeakerBlock,
    StandBlock,
    StandsBlock,
)
from nec_locaux.blocks.programme_checks import programme_errors, programme_validation_error

__all__ = [
    "BilanStreamBlock",
    "BreakBlock",
    "CarnetBlock",
    "DayBlock",
    "FeedbackBlock",
    "OriginBlock",
    "PracticeBlock",
    "ProgrammeStreamBlock",
    "SessionBlock",
    "SpeakerBlock",
    "StandBlock",
    "StandsBlock",
    "programme_errors",
    "programme_validation_error",
]
