"""Asks the site for addresses while its database is a closed port. Run as a process of its own.

`python -m tests.config.without_database FOLDER PATH…` prints {path: [status, headers, body]}; FOLDER is where what is
kept beside the database lies. Each path is asked for a second time with a session, and that is "PATH signed in".
"""

import json
import sys

import django
from django.conf import settings
from django.test import Client

django.setup()
settings.BESIDE_DATABASE = sys.argv[1]
stranger, editor = Client(raise_request_exception=False), Client(raise_request_exception=False)
editor.cookies[settings.SESSION_COOKIE_NAME] = "a-session-of-an-editor"
answers = {path: stranger.get(path) for path in sys.argv[2:]}
answers |= {f"{path} signed in": editor.get(path) for path in sys.argv[2:]}
found = {path: [answer.status_code, dict(answer.headers), answer.content.decode()] for path, answer in answers.items()}
print(json.dumps(found))  # noqa: T201
