"""End with 0 when the site on this machine answers: a container's health check."""

import http.client
import os
import sys
from urllib.parse import urlsplit

site = urlsplit(os.environ.get("SITE_URL", "http://127.0.0.1"))
port = int(os.environ.get("PORT", "8000"))
connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
try:
    connection.request("GET", "/healthz", headers={"Host": site.netloc})
    sys.exit(connection.getresponse().status != 200)
except OSError:
    sys.exit(1)
