"""What every article says of the revue it is in."""

from dataclasses import dataclass
from typing import Final

from revue.addresses import signature_route
from revue.models import RevueIndexPage
from socle.chrome import remember

MEMORY_KEY: Final = "revue:periodical"


@dataclass(frozen=True)
class Periodical:
    """The revue as those who cite it need it. Empty where it is not known or not online."""

    title: str = ""
    full_url: str = ""
    issn: str = ""
    online_issn: str = ""
    publisher: str = ""

    @property
    def issns(self) -> list[str]:
        return list(dict.fromkeys(filter(None, [self.issn, self.online_issn])))

    def signature_url(self, slug: str) -> str:
        """Address of the page of someone who signs."""
        return f"{self.full_url}{signature_route(slug)}" if self.full_url else ""


def get_periodical() -> Periodical:
    """The revue of the site, remembered until a page or a setting changes."""
    return remember(MEMORY_KEY, _read)


def _read() -> Periodical:
    page = RevueIndexPage.objects.live().first()
    if page is None:
        return Periodical()
    return Periodical(page.title, page.full_url or "", page.issn, page.online_issn, page.publisher)
