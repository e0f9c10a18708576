"""Calls, organisers and candidatures. A candidature belongs to one organiser unless told otherwise."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from candidatures.access import hash_token
from candidatures.enums import State
from candidatures.models import AppelVersion, Candidature, Participation, Porteur, PorteurSession, StepAnswers
from tests.rules import RULES


class PorteurFactory(DjangoModelFactory):
    class Meta:
        model = Porteur

    email = factory.Sequence("porteuse-{}@exemple.fr".format)


class PorteurSessionFactory(DjangoModelFactory):
    """A device signed in with the token « jeton-N »."""

    class Meta:
        model = PorteurSession

    class Params:
        token = factory.Sequence("jeton-{}".format)

    porteur = factory.SubFactory(PorteurFactory)
    token_hash = factory.LazyAttribute(lambda session: hash_token(session.token))
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class AppelVersionFactory(DjangoModelFactory):
    """A version of a call; `rules` gives its rules, those of 2024 by default."""

    class Meta:
        model = AppelVersion

    class Params:
        rules = RULES

    number = factory.Sequence(lambda number: number + 1)
    title = "L’appel à NEC locaux"
    data = factory.LazyAttribute(lambda version: version.rules.to_json())


class CandidatureFactory(DjangoModelFactory):
    """A candidature. `porteur=` says whose; `answers=` gives what is typed, by step."""

    class Meta:
        model = Candidature
        skip_postgeneration_save = True

    version = factory.SubFactory(AppelVersionFactory)
    state = State.DRAFT

    @factory.post_generation
    def porteur(self: Any, create: bool, extracted: Porteur | None, **kwargs: Any) -> None:
        Participation.objects.create(candidature=self, porteur=extracted or PorteurFactory())

    @factory.post_generation
    def answers(self: Any, create: bool, extracted: dict[str, Any] | None, **kwargs: Any) -> None:
        for step, values in (extracted or {}).items():
            StepAnswers.objects.create(candidature=self, step=step, values=values, revision=1)
