"""Where the files live that no address of the media gives."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages


def private_storage() -> Storage:
    """The storage `private` of `STORAGES`, else a folder beside the media, never served: a view checks who may read."""
    if "private" in settings.STORAGES:
        return storages["private"]
    return FileSystemStorage(location=f"{str(settings.MEDIA_ROOT).rstrip('/')}-private")
