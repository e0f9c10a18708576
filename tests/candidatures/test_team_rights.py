"""What the groups of the team may do to candidatures."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from candidatures import rights
from candidatures.enums import Role, State
from candidatures.workflow import TRANSITIONS
from home.models import HomePage
from socle.permissions import CONTRIBUTORS, DECISION, MANAGEMENT, REVIEW, TEAM, WRITERS
from tests.accounts import member_of
from tests.factories import CandidatureFactory, EditorFactory, SuperuserFactory

pytestmark = pytest.mark.django_db
QUESTIONS = (
    rights.may_read,
    rights.may_act,
    rights.may_review,
    rights.may_decide,
    rights.may_manage,
    rights.may_export,
)
#: What each group is answered, in the order of `QUESTIONS`.
ANSWERS = {
    REVIEW.name: (True, True, True, False, False, False),
    DECISION.name: (True, True, False, True, False, False),
    MANAGEMENT.name: (True, True, False, False, True, True),
    TEAM.name: (False,) * 6,
    WRITERS.name: (False,) * 6,
    CONTRIBUTORS.name: (False,) * 6,
}


@pytest.fixture(autouse=True)
def _groups(home_page: HomePage) -> None:
    call_command("setup_editors", verbosity=0)


def test_each_group_may_what_it_needs_and_nothing_else() -> None:
    answers = {group: tuple(ask(member_of(group)) for ask in QUESTIONS) for group in ANSWERS}
    assert answers == ANSWERS


def test_an_administrator_holds_all_roles_and_nobody_else_any() -> None:
    everyone = SuperuserFactory()
    assert rights.roles_of(everyone) == rights.TEAM_ROLES
    assert all(ask(everyone) for ask in QUESTIONS)
    for nobody in (AnonymousUser(), EditorFactory(), SuperuserFactory(is_active=False)):
        assert rights.roles_of(nobody) == frozenset()
        assert not any(ask(nobody) for ask in QUESTIONS)


def test_a_right_without_reading_is_no_role() -> None:
    user = member_of(REVIEW.name)
    user.groups.get().permissions.filter(codename="view_candidature").delete()
    assert not rights.may_act(type(user).objects.get(pk=user.pk))


def test_who_holds_several_roles_acts_in_the_one_asked_for() -> None:
    user = member_of(REVIEW.name)
    actor = rights.actor_of(user)
    assert actor
    assert (actor.role, actor.user) == (Role.INSTRUCTEUR, user)
    assert rights.actor_of(user, {Role.DECIDEUR}) is None
    everyone = rights.actor_of(SuperuserFactory(), TRANSITIONS["pay"].roles)
    assert everyone
    assert everyone.role == Role.GESTIONNAIRE


def test_the_transitions_offered_are_those_of_the_state_and_of_the_roles() -> None:
    candidature = CandidatureFactory(state=State.IN_REVIEW)
    offered = {
        group: [one.name for one in rights.transitions_for(member_of(group), candidature)]
        for group in (REVIEW.name, DECISION.name, MANAGEMENT.name, TEAM.name)
    }
    assert offered == {
        REVIEW.name: ["request_information", "invite"],
        DECISION.name: ["validate", "refuse"],
        MANAGEMENT.name: [],
        TEAM.name: [],
    }
    reviewer = member_of(REVIEW.name)
    assert rights.may_make(reviewer, TRANSITIONS["invite"])
    assert not rights.may_make(reviewer, TRANSITIONS["validate"])
