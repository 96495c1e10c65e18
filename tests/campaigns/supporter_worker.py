"""`python -m tests.campaigns.supporter_worker` carries on with lists of supporters in small slices, until killed."""

import time

import django

SLICE = 20


def main() -> None:
    django.setup()
    from campaigns.services import supporter_imports

    for state in supporter_imports.SLICES:
        supporter_imports.SLICES[state] = SLICE
    while True:
        if not supporter_imports.go_on_with_all(seconds=1):
            time.sleep(0.01)


if __name__ == "__main__":
    main()
