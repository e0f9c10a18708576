"""What organisers send, the pages of the form apart."""
