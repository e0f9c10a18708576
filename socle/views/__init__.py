"""Views of the ground that are no pages."""
