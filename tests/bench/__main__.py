"""Measure the site beside five constant bytes, in one interleaved run.

Requests a second swing with whatever else the machine does; the CPU time a request
costs the server's processes hardly does, so that is what is held to the musts.
"""

import os
import sys
import tempfile
from pathlib import Path

from tests.bench.site import environment

with tempfile.TemporaryDirectory(prefix="protofolio-bench-") as folder:
    os.environ |= environment(Path(folder))

    import django

    django.setup()

    from tests.bench.measure import measure
    from tests.bench.site import prepare

    prepare()
    is_met = measure()
sys.exit(not is_met)
