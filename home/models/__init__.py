"""Page types of the roof."""

from home.models.charte import ChartePage
from home.models.editions import EditionNationalePage, EditionsIndexPage
from home.models.home import HomePage
from home.models.search import SearchPage, SitemapPage
from home.models.standard import StandardPage

__all__ = [
    "ChartePage",
    "EditionNationalePage",
    "EditionsIndexPage",
    "HomePage",
    "SearchPage",
    "SitemapPage",
    "StandardPage",
]
