"""Identifiers of records, of the scheme `oai` (https://www.openarchives.org/OAI/2.0/guidelines-oai-identifier.htm)."""

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.conf import settings

#: What the scheme takes for a repository: the name of a domain.
_DOMAIN: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9\-]*(\.[a-zA-Z][a-zA-Z0-9\-]*)+")


@dataclass(frozen=True)
class Identifiers:
    """Writes and reads the identifiers of one repository: `oai:<host>:<translation_key of the page>`.

    The key of a page never changes. A site that takes another name keeps its first one in `NEC_OAI_HOST`.
    """

    host: str

    @classmethod
    def of_host(cls, host: str) -> "Identifiers":
        """Those of the site served at `host`."""
        return cls(getattr(settings, "NEC_OAI_HOST", "") or host)

    @property
    def is_registrable(self) -> bool:
        """Whether the host is the name of a domain: a developer's machine is not."""
        return _DOMAIN.fullmatch(self.host) is not None

    def write(self, key: UUID) -> str:
        return f"oai:{self.host}:{key}"

    def read(self, identifier: str) -> UUID | None:
        """The key in `identifier`, None where it is not one of this repository."""
        try:
            key = UUID(identifier.rpartition(":")[2])
        except ValueError:
            return None
        return key if identifier == self.write(key) else None
