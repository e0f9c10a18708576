"""Asks the site on this machine how it is; the exit code says it to Docker."""  # noqa: INP001 (a program)

import os
import sys
from http import HTTPStatus
from http.client import HTTPConnection

connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=8)
connection.request("GET", "/sante/", headers={"Host": os.environ["ALLOWED_HOSTS"].split(",")[0].strip().lstrip(".")})
sys.exit(connection.getresponse().status != HTTPStatus.OK)
