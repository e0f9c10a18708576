"""What stops a file from being made."""


class ExportError(Exception):
    """A file cannot be made from its content. The message tells editors why, in French."""
