"""The rules of a call as plain values: what a version of the call keeps, and what everything reads."""

from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Self

from candidatures.enums import Evidence, RuleKind


@dataclass(frozen=True)
class RuleText:
    """What organisers read of a rule, and where it comes from."""

    sentence: str = ""
    source: str = ""
    dated_on: date | None = None


@dataclass(frozen=True)
class Item:
    """A line of a list of the call: a kind of costs, a commitment. `key` never changes, whatever its words become."""

    key: str
    label: str
    detail: str = ""


@dataclass(frozen=True)
class Criterion(Item):
    """A criterion taken into account, and what in a dossier answers it (none: the team alone judges)."""

    evidence: Evidence | None = None


@dataclass(frozen=True)
class DocumentAsked(Item):
    """A document the call asks for."""

    is_required: bool = False


@dataclass(frozen=True)
class Rules:
    """The rules of one version of a call. None where the call has no such rule. Amounts in euros, share in per cent."""

    opens_on: date | None = None
    closes_on: date | None = None
    delay_months: int | None = None
    minimum_public: int | None = None
    minimum_collectivites: int | None = None
    asks_for_venue: bool = False
    asks_for_legal_entity: bool = True
    grant_minimum: Decimal | None = None
    grant_maximum: Decimal | None = None
    grant_share: Decimal | None = None
    texts: dict[RuleKind, RuleText] = field(default_factory=dict)
    eligible_costs: tuple[Item, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    commitments: tuple[Item, ...] = ()
    documents: tuple[DocumentAsked, ...] = ()
    consent_text: str = ""

    @property
    def offers_grant(self) -> bool:
        """Whether the call gives money at all."""
        return self.grant_maximum is not None

    def is_open_on(self, day: date) -> bool:
        """Whether a candidature may be sent on `day`, a day of Paris."""
        return (self.opens_on is None or self.opens_on <= day) and (self.closes_on is None or day <= self.closes_on)

    def to_json(self) -> dict[str, Any]:
        """What the database keeps: `from_json` gives the same rules back."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The rules that `to_json` wrote. What a later version of this class added has its default value."""
        return cls(
            opens_on=_day(data.get("opens_on")),
            closes_on=_day(data.get("closes_on")),
            delay_months=data.get("delay_months"),
            minimum_public=data.get("minimum_public"),
            minimum_collectivites=data.get("minimum_collectivites"),
            asks_for_venue=data.get("asks_for_venue", False),
            asks_for_legal_entity=data.get("asks_for_legal_entity", True),
            grant_minimum=_amount(data.get("grant_minimum")),
            grant_maximum=_amount(data.get("grant_maximum")),
            grant_share=_amount(data.get("grant_share")),
            texts={
                RuleKind(kind): RuleText(text["sentence"], text["source"], _day(text["dated_on"]))
                for kind, text in data.get("texts", {}).items()
            },
            eligible_costs=tuple(Item(**item) for item in data.get("eligible_costs", [])),
            criteria=tuple(
                Criterion(**item | {"evidence": Evidence(item["evidence"]) if item["evidence"] else None})
                for item in data.get("criteria", [])
            ),
            commitments=tuple(Item(**item) for item in data.get("commitments", [])),
            documents=tuple(DocumentAsked(**item) for item in data.get("documents", [])),
            consent_text=data.get("consent_text", ""),
        )


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        # 80 and 80.00 are one value: written alike, a version is not made for nothing.
        return f"{value.normalize():f}"
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _amount(value: str | None) -> Decimal | None:
    return Decimal(value) if value is not None else None
