"""The Python side of digr.env.bridge: requests come on stdin, replies go to stdout, one for one.

A message is u32 header length, u32 payload length (big-endian), the header in UTF-8 JSON, the payload. A request is an
object with "op" and has no payload. Every reply has "ok"; where it is false, "kind" and "message" say why. When stdin
ends, whatever happened to the other side, the bridge cleans up and exits.
"""

import json
import os
import signal
import struct
import sys

MAX_HEADER = 1 << 16


class Refused(Exception):
    """What the other side is told: kind and message."""


def read_exactly(stream, n):
    data = stream.read(n)
    if len(data) < n:
        raise EOFError
    return data


def receive(stream):
    header, payload = struct.unpack(">II", read_exactly(stream, 8))
    if header > MAX_HEADER or payload:
        raise Refused("FRAME", f"a request has up to {MAX_HEADER} bytes and no payload, got {header} and {payload}")
    return read_exactly(stream, header)


def parse(text):
    try:
        request = json.loads(text.decode("utf-8"), parse_constant=no_constant)
    except ValueError as e:
        raise Refused("REQUEST", f"not JSON: {e}") from e
    if not isinstance(request, dict):
        raise Refused("REQUEST", "a request is a JSON object")
    return request


def no_constant(name):
    raise ValueError(f"{name} is no number")


def number(request, name, low, high, whole=False):
    value = request.get(name)
    kinds = (int,) if whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
        raise Refused("REQUEST", f"{name} must be {'an integer' if whole else 'a number'}, {low} to {high}, got {value!r}")
    return value


def part(request, name, kind=dict, what="an object"):
    value = request.get(name)
    if not isinstance(value, kind):
        raise Refused("REQUEST", f"{name} must be {what}, got {value!r}")
    return value


def send(stream, header, payload=b""):
    text = json.dumps(header, allow_nan=False).encode("utf-8")
    stream.write(struct.pack(">II", len(text), len(payload)) + text + payload)
    stream.flush()


def answer(handlers, request):
    """Header and payload of the reply."""
    operation = request.get("op")
    if operation not in handlers:
        raise Refused("REQUEST", f"no operation {operation!r}")
    reply = handlers[operation](request)
    header, payload = reply if isinstance(reply, tuple) else (reply, b"")
    return {"ok": True, **header}, payload


def refusal(e, kind_of):
    kind, message = e.args if isinstance(e, Refused) else (kind_of(e), f"{type(e).__name__}: {e}")
    return {"ok": False, "kind": kind, "message": message}


def serve(handlers, kind_of, requests, replies):
    while True:
        try:
            text = receive(requests)
        except Refused as e:
            send(replies, refusal(e, kind_of))
            return  # where the next message begins nobody knows
        try:
            reply = answer(handlers, parse(text))
        except Exception as e:  # whatever a package raises; the other side decides
            reply = refusal(e, kind_of), b""
        send(replies, *reply)


def run(handlers, kind_of, close):
    """Serves until stdin ends; handlers by operation, kind_of an exception that is not Refused."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # from here on no print can spoil the replies
    sys.path[:] = [p for p in sys.path if p]  # a folder that happens to be here is no package
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the other side's to handle
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        serve(handlers, kind_of, sys.stdin.buffer, replies)
    except (EOFError, BrokenPipeError):
        pass  # the other side is gone
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)  # nobody may read what a package prints
        os.dup2(nowhere, 2)
        try:
            close()
        finally:
            os._exit(0)  # at once, even if a server is gone, too: a package's threads may hang on it
