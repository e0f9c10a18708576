"""Accounts of the admin."""

import factory
from django.contrib.auth import get_user_model
from factory.django import DjangoModelFactory


class EditorFactory(DjangoModelFactory):
    """An account without any group: give it the ones the test is about."""

    class Meta:
        model = get_user_model()

    username = factory.Sequence("personne{}".format)
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")


class SuperuserFactory(EditorFactory):
    is_staff = True
    is_superuser = True
