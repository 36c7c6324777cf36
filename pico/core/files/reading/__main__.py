"""Read one document as a process of its own: the task in JSON on stdin, the reading on stdout.

A hostile or broken document may crash or stall this process; the platform goes on.
"""

import json
import resource
import sys
from dataclasses import asdict

from .reader import Task, read


def main() -> int:
    order = json.load(sys.stdin)
    memory, seconds = order.pop("memory"), order.pop("seconds")
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    json.dump(asdict(read(Task(**order))), sys.stdout)
    return 0


sys.exit(main())
