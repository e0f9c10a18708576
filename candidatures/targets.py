"""What a question of the team is about: an answer of the dossier, named « budget.expenses »."""

from dataclasses import dataclass
from typing import Self

from candidatures.enums import Step
from candidatures.steps import FORMS


@dataclass(frozen=True)
class Target:
    """A field of a page of the dossier, or a group of its rows."""

    step: Step
    name: str

    @property
    def is_rows(self) -> bool:
        return self.name in FORMS[self.step].row_forms

    @classmethod
    def of(cls, step: Step, name: str) -> Self | None:
        form_class = FORMS[step]
        is_known = name in form_class.base_fields or name in form_class.row_forms
        return cls(step, name) if is_known else None


def parse_target(target: str) -> Target | None:
    """What `target` names; None for a free question, or for an answer that the form does not ask for any more."""
    slug, _dot, name = target.partition(".")
    return Target.of(Step(slug), name) if slug in Step.of_dossier() else None
