"""What a candidature says, read from what was typed in it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from candidatures.eligibility import Facts
from candidatures.models import Candidature
from nec_locaux.enums import DatePrecision


@dataclass(frozen=True)
class Columns:
    """What the table of candidatures repeats of the answers; see `Candidature`."""

    title: str = ""
    structure_name: str = ""
    territoire_id: int | None = None
    start_date: date | None = None
    end_date: date | None = None
    date_precision: str = DatePrecision.DAY
    expected_attendance: int | None = None
    grant_requested: Decimal | None = None
    budget_total: Decimal | None = None


def read_columns(candidature: Candidature) -> Columns:
    """What the columns should hold."""
    raise NotImplementedError


def read_facts(candidature: Candidature, sent_on: date | None = None) -> Facts:
    """What eligibility reads; `sent_on` is the day it was sent, or today in Paris."""
    raise NotImplementedError
