"""The views of the revue: each takes the page, then the request."""
