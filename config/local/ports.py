"""Ports on the loopback address."""

import errno
import random
import socket

from .places import CannotStart

# Below the range from which the kernel takes the ports of outgoing connections: while a service is away, nobody else
# gets its port by accident.
OURS = range(20_000, 32_000)
OTHERS = range(8010, 9000, 10)


def free_port() -> int:
    return next(port for port in random.sample(OURS, len(OURS)) if _is_free(port))


def require_free(port: int) -> None:
    try:
        if _is_free(port):
            return
    except PermissionError:
        raise CannotStart(f"Port {port} needs more rights than you have; choose one above 1024: PORT=8010 make run") from None
    other = next(other for other in OTHERS if _is_free(other))
    raise CannotStart(f"Port {port} is taken by another program. Choose another: PORT={other} make run")


def _is_free(port: int) -> bool:
    # Both addresses that "localhost" may mean: with another program on ::1 a browser would land there.
    return all(_can_bind(family, host, port) for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")))


def _can_bind(family: socket.AddressFamily, host: str, port: int) -> bool:
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except PermissionError:
        raise
    except OSError as error:
        # A machine without IPv6 has nobody on ::1 either.
        return error.errno != errno.EADDRINUSE
    return True
