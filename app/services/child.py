"""What a child process that reads foreign files does first: it limits itself."""

from __future__ import annotations

import sys


def restrict(memory: int, seconds: int) -> None:
    """Limit bytes of memory and seconds of work where the system offers it; leave no dump."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.SetErrorMode(msvcrt.SEM_FAILCRITICALERRORS | msvcrt.SEM_NOGPFAULTERRORBOX)
    elif sys.platform == "linux":
        import resource

        for what, limit in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_CORE, 0),
        ):
            highest = resource.getrlimit(what)[1]
            if highest == resource.RLIM_INFINITY or highest > limit:
                resource.setrlimit(what, (limit, limit))
