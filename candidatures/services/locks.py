"""One writer at a time on a candidature."""

from candidatures.models import Candidature


def lock(candidature: Candidature) -> None:
    """Take the row until the transaction ends, and read again what is committed: nothing is decided on a former state.

    It is the first row taken by whatever writes on a candidature, so that no two writers wait for each other.

    Raises:
        Candidature.DoesNotExist: when it was erased meanwhile.
    """
    rows = Candidature.objects.select_for_update(of=("self",)).select_related("version")
    candidature.refresh_from_db(from_queryset=rows)


def locked_copy(candidature: Candidature) -> Candidature | None:
    """The same, as another object: what is decided on it and then undone leaves `candidature` as it was."""
    return (
        Candidature.objects.select_for_update(of=("self",)).select_related("version").filter(pk=candidature.pk).first()
    )
