"""The team's office in Wagtail's admin: what it reads of candidatures, and what it makes of them."""
