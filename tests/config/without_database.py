"""Asks the site for addresses while its database is a closed port. Run as a process of its own.

`python -m tests.config.without_database FOLDER PATH…` prints {path: [status, headers, body]}; FOLDER is where what is
kept beside the database lies.
"""

import json
import sys

import django
from django.conf import settings
from django.test import Client

django.setup()
settings.BESIDE_DATABASE = sys.argv[1]
client = Client(raise_request_exception=False)
answers = {path: client.get(path) for path in sys.argv[2:]}
found = {path: [answer.status_code, dict(answer.headers), answer.content.decode()] for path, answer in answers.items()}
print(json.dumps(found))  # noqa: T201
