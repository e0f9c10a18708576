#!/usr/bin/env python
"""Django's command line for the NEC site."""

import os
import sys

from django.core.management import execute_from_command_line

from nec_site.settings.environment import EnvironmentRefusedError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nec_site.settings.dev")
    try:
        execute_from_command_line(sys.argv)
    except EnvironmentRefusedError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
