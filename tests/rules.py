"""The rules of the call of 2024."""

from decimal import Decimal

from candidatures.rules import Rules

RULES = Rules(
    delay_months=4,
    minimum_public=150,
    minimum_collectivites=1,
    asks_for_venue=True,
    grant_minimum=Decimal(2500),
    grant_maximum=Decimal(5000),
    grant_share=Decimal(80),
)
