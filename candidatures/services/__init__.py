"""What the application does to candidatures: the only code that changes their rows."""
