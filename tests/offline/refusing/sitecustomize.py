"""Put in front of a process: whatever would leave the machine is refused and written down."""

import os
import socket
from typing import Any

_LOG = os.environ["REFUSED_CONNECTIONS"]
_HERE = {"localhost", "127.0.0.1", "::1", "0.0.0.0", "::", ""}  # names of this machine, not bound to
_connect, _connect_ex, _getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo


def _leaves(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    return isinstance(name, str) and name not in _HERE and not name.startswith("127.")


def _refuse(what: str, host: object) -> None:
    with open(_LOG, "a", encoding="utf-8") as log:  # noqa: PTH123  # pathlib is not loaded this early
        log.write(f"{what} {host}\n")
    raise ConnectionRefusedError(f"refused by the test: {what} {host}")


def _checked(original: Any, what: str) -> Any:
    def call(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and _leaves(address[0]):
            _refuse(what, address)
        return original(self, address)

    return call


def _looked_up(host: Any, *args: Any, **kwargs: Any) -> Any:
    if _leaves(host):
        _refuse("look-up", host)
    return _getaddrinfo(host, *args, **kwargs)


socket.socket.connect = _checked(_connect, "connect")  # type: ignore[method-assign]  # the point of this file
socket.socket.connect_ex = _checked(_connect_ex, "connect")  # type: ignore[method-assign]  # the point of this file
socket.getaddrinfo = _looked_up
