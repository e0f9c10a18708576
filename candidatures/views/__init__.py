"""Views of the call and of the organisers' own pages."""
