"""The publication of a whole issue at once: now or later, all of it or nothing."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.locks import BasicLock, ScheduledForPublishLock
from wagtail.models import Page, Revision

from revue.models import ArticlePage, NumeroPage
from socle.publication import publication_errors

NOT_PUBLIC = Q(live=False) | Q(has_unpublished_changes=True)


class NumeroChangedError(Exception):
    """The issue is no longer as it was read: somebody wrote or published it meanwhile."""


class NumeroBlockedError(Exception):
    """At least one of the pages cannot be published; `plan` says which and why."""

    def __init__(self, plan: "Plan") -> None:
        super().__init__()
        self.plan = plan


@dataclass(frozen=True)
class Step:
    """One page that would be published, and what stands in its way."""

    page: Page
    blockers: list[str]

    @property
    def token(self) -> str:
        """What tells this state of the page from the one that follows it."""
        return f"{self.page.pk}-{self.page.latest_revision_id or 0}"

    @property
    def is_numero(self) -> bool:
        return isinstance(self.page, NumeroPage)

    @property
    def was_withdrawn(self) -> bool:
        """Whether it was public once and somebody took it offline: it comes back only if asked for."""
        return not self.page.live and self.page.first_published_at is not None

    @property
    def scheduled_for(self) -> datetime | None:
        """When it goes public, where that is settled."""
        revision = self.page.scheduled_revision
        return revision.approved_go_live_at if revision else None


@dataclass(frozen=True)
class Plan:
    """What publishing an issue would make public, in the order of its contents."""

    steps: list[Step] = field(default_factory=list)

    def only(self, keys: Collection[int]) -> "Plan":
        """The part of it that concerns these pages; the issue itself is always one of them."""
        return Plan([step for step in self.steps if step.is_numero or step.page.pk in keys])

    @property
    def is_blocked(self) -> bool:
        return any(step.blockers for step in self.steps)

    @property
    def tokens(self) -> list[str]:
        return [step.token for step in self.steps]


def plan_publication(numero: NumeroPage, user: Any, moment: datetime | None = None) -> Plan:
    """What `user` would publish of `numero` at `moment` (now where it is not given)."""
    pages: list[Page] = list(NumeroPage.objects.filter(NOT_PUBLIC, pk=numero.pk))
    pages += ArticlePage.objects.child_of(numero).filter(NOT_PUBLIC).order_by("path")
    return Plan([Step(page, list(_blockers(page, user, moment or timezone.now()))) for page in pages])


@transaction.atomic
def publish_numero(
    numero: NumeroPage, keys: Collection[int], seen: Iterable[str], user: Any, moment: datetime | None = None
) -> Plan:
    """Publish the issue and those of its articles that `keys` names, or settle that they be at `moment`.

    `seen` are the tokens of the plan that the editor read. Raises `NumeroChangedError` where the pages are no longer
    those, `NumeroBlockedError` where one of them cannot be published; nothing is then published.
    """
    # Held until the end: of two editors at once, the second finds what the first has done.
    list(Page.objects.select_for_update().filter(path__startswith=numero.path).order_by("path").values_list("pk"))
    plan = plan_publication(numero, user, moment).only(keys)
    if not plan.steps or set(plan.tokens) - set(seen) or {*keys} - {step.page.pk for step in plan.steps}:
        raise NumeroChangedError
    if plan.is_blocked:
        raise NumeroBlockedError(plan)
    for step in plan.steps:
        _publish(step.page, user, moment)
    return plan


def scheduled_revisions(numero: NumeroPage) -> list[Revision]:
    """The drafts of the issue and of its articles that wait for their hour, the issue's first."""
    pages = Page.objects.filter(Q(pk=numero.pk) | Q(pk__in=ArticlePage.objects.child_of(numero).values("pk")))
    keys = [str(pk) for pk in pages.order_by("path").values_list("pk", flat=True)]
    waiting = Revision.page_revisions.filter(object_id__in=keys, approved_go_live_at__isnull=False)
    return sorted(waiting.order_by("pk"), key=lambda revision: keys.index(revision.object_id))


@transaction.atomic
def cancel_schedule(numero: NumeroPage, user: Any) -> int:
    """Give up every publication to come of the issue, and say how many there were. The drafts stay.

    Raises `PermissionDenied` where one of the pages is not for `user` to publish; nothing is then changed.
    """
    revisions = scheduled_revisions(numero)
    for revision in revisions:
        page = revision.content_object
        PublishPageRevisionAction(revision, user=user).check()
        revision.approved_go_live_at = None
        revision.save(user=user, update_fields=["approved_go_live_at"])
        draft = page.get_latest_revision_as_object()
        if draft.go_live_at:
            # Else publishing one of them by its own form would settle the same hour again.
            draft.go_live_at = None
            draft.save_revision(user=user, changed=False, clean=False)
    return len(revisions)


def _blockers(page: Page, user: Any, moment: datetime) -> Iterator[str]:
    if not page.permissions_for_user(user).can_publish():
        yield _("Vous n’avez pas le droit de publier cette page.")
    lock = page.get_lock()
    is_locked = lock is not None and not isinstance(lock, ScheduledForPublishLock) and lock.for_user(user)
    if is_locked or (page.locked and BasicLock(page).for_user(user)):
        yield _("Une autre personne l’a verrouillée : demandez-lui de la déverrouiller.")
    yield from publication_errors(page)
    draft = page.get_latest_revision_as_object()
    if draft.expire_at and draft.expire_at <= moment:
        yield _("Sa date de retrait précède sa parution : changez-la dans le panneau d’état de la page.")


def _publish(page: Page, user: Any, moment: datetime | None) -> None:
    draft = page.get_latest_revision_as_object()
    revision = page.get_latest_revision()
    if revision is None or draft.go_live_at != moment:
        draft.go_live_at = moment
        revision = draft.save_revision(user=user, changed=False, previous_revision=None)
    workflow = page.current_workflow_state
    PublishPageRevisionAction(revision, user=user).execute()
    # Wagtail leaves open the review of a live page whose next version is scheduled: an approval would overtake it.
    if moment and workflow and page.live:
        workflow.cancel(user=user)
