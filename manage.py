#!/usr/bin/env python
"""Runs a management command. Faults of the surroundings (a setting, the database) are said in one line."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db.utils import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"A setting is wrong or missing: {error} (README.md lists every environment variable)")
    except OperationalError as error:
        reason = " ".join(str(error).split())
        sys.exit(f"The database does not answer: {reason}. Is DATABASE_URL right, and is the server running?")


if __name__ == "__main__":
    main()
