"""What the page « relecture » reads of a dossier."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any

from django import template
from django.template.context import Context

from candidatures.dossier import read_facts
from candidatures.eligibility import Assessment, assess
from candidatures.enums import FormMode, Step
from candidatures.external import LeftOut, LeftOutReason, PrefilledAddress, prefilled_address, source_label
from candidatures.models import Candidature, Prefill
from candidatures.services.prefilling import is_under_way, link_of
from candidatures.services.submission import MissingAnswer, closed_reason, missing
from candidatures.steps import StepForm, get_form
from candidatures.summary import Section, empty_fields, read_dossier

register = template.Library()

#: In the address of the page: the deposit was asked for, and refused.
REFUSED_PARAMETER = "depot"


@dataclass(frozen=True)
class Lack:
    """What is missing, or wrong: the id of its field, its label, and what is wrong; empty where nothing is answered."""

    target: str
    label: str
    message: str


@dataclass(frozen=True)
class MissingOnPage:
    """What a page of the form still lacks."""

    step: Step
    answers: list[Lack]


@dataclass(frozen=True)
class Review:
    """A draft as it is read again before it is sent. `is_refused`: its deposit has just been asked for in vain."""

    candidature: Candidature
    is_refused: bool

    @cached_property
    def sections(self) -> list[Section]:
        """The dossier, without the page that shows it."""
        return [section for section in self._whole if section.step != Step.RELECTURE]

    @cached_property
    def missing(self) -> list[MissingAnswer]:
        """All that the deposit still asks for; the boxes of this page are told once the deposit was tried."""
        answers = missing(self.candidature)
        return answers if self.is_refused else [answer for answer in answers if answer.step != Step.RELECTURE]

    @property
    def missing_by_page(self) -> list[MissingOnPage]:
        pages = groupby(self.missing, lambda one: one.step)
        return [MissingOnPage(step, [self._lack(answer) for answer in answers]) for step, answers in pages]

    def _lack(self, answer: MissingAnswer) -> Lack:
        is_empty = (answer.step, answer.target) in self._empty
        return Lack(answer.target, answer.label, "" if is_empty and answer.label else answer.message)

    @cached_property
    def _empty(self) -> set[tuple[Step, str]]:
        return empty_fields(self._whole)

    @cached_property
    def _whole(self) -> list[Section]:
        return read_dossier(self.candidature)

    @cached_property
    def form(self) -> StepForm:
        """The questions of this page, with what the deposit said of them."""
        return get_form(self.candidature, Step.RELECTURE, is_draft=not self.is_refused)

    @property
    def commitments(self) -> list[tuple[Any, str]]:
        """The box of each commitment, with what the call says of it."""
        details = {item.key: item.detail for item in self.candidature.rules.commitments}
        boxes = self.form["commitments"].subwidgets if "commitments" in self.form.fields else []
        return [(box, details.get(str(box.data["value"]), "")) for box in boxes]

    @cached_property
    def assessment(self) -> Assessment:
        return assess(self.candidature.rules, read_facts(self.candidature))

    @property
    def closed_reason(self) -> str:
        return closed_reason(self.candidature.rules)

    @property
    def is_sent_elsewhere(self) -> bool:
        """Whether the call receives dossiers on another site."""
        appel = self.candidature.version.appel
        return appel is not None and appel.form_mode == FormMode.PREFILLED

    @cached_property
    def outside(self) -> PrefilledAddress | None:
        """The form of the other site, begun with these answers; the dossier begun there, once there is one."""
        address, begun = prefilled_address(self.candidature), self.prefill
        if address is None or begun is None or not begun.url:
            return address
        others = [answer for answer in address.left_out if answer.reason != LeftOutReason.TOO_LONG]
        dropped = [LeftOut(source_label(source), LeftOutReason.DROPPED) for source in begun.dropped]
        return replace(address, url=begun.url, left_out=(*dropped, *others))

    @cached_property
    def prefill(self) -> Prefill | None:
        """What became of the dossier begun there from here, if it was asked for."""
        return Prefill.objects.filter(candidature=self.candidature).first()

    @cached_property
    def is_under_way(self) -> bool:
        return self.prefill is not None and is_under_way(self.prefill)

    @cached_property
    def may_prefill(self) -> bool:
        """Whether a dossier may be begun there from here."""
        return link_of(self.candidature) is not None


@register.simple_tag(takes_context=True)
def review(context: Context, candidature: Candidature) -> Review:
    """The draft `candidature`, to be read again on this page."""
    request: Any = context["request"]
    return Review(candidature, is_refused=REFUSED_PARAMETER in request.GET)
