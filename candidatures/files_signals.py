"""Forgets stored files with the rows that name them."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.db.models.signals import post_delete

from candidatures.models import Convention, ConventionAnnexe, PieceJointe


def _forget_file(
    sender: type[PieceJointe | ConventionAnnexe], instance: PieceJointe | ConventionAnnexe, **kwargs: Any
) -> None:
    _forget(instance.file)


def _forget_convention(sender: type[Convention], instance: Convention, **kwargs: Any) -> None:
    _forget(instance.document)


def _forget(file: FieldFile) -> None:
    # After the commit: a deletion that is undone leaves its file. Robust: one that fails must not hide the others.
    if file.name:
        transaction.on_commit(partial(file.storage.delete, file.name), robust=True)


def register() -> None:
    """Connect every handler; called once the apps are ready."""
    post_delete.connect(_forget_file, sender=PieceJointe, dispatch_uid="nec-candidatures-piece")
    post_delete.connect(_forget_file, sender=ConventionAnnexe, dispatch_uid="nec-candidatures-annexe")
    post_delete.connect(_forget_convention, sender=Convention, dispatch_uid="nec-candidatures-convention")
