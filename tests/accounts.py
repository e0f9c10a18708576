"""Who reads the admin: accounts of a group, and clients logged in with them."""

from django.contrib.auth.models import Group, User
from django.test import Client

from tests.factories import EditorFactory


def member_of(group: str) -> User:
    """A new account, of this group alone. The groups of the site are those of the command `setup_editors`."""
    user: User = EditorFactory()
    user.groups.add(Group.objects.get(name=group))
    return user


def log_in(user: User) -> Client:
    """A client logged in with this account."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
