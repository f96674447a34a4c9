"""Jupyter's wire format: one signed multipart ZMQ message per Jupyter message.

The messages stay as they are on the wire (dates are strings), since a kernel must give the
parent header back exactly as it came; `jupyter_client.session` would parse and rewrite it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

DELIMITER = b"<IDS|MSG>"
PARTS = ("header", "parent_header", "metadata", "content")

Message = dict[str, Any]


class Wire:
    """Packs and unpacks messages with the key of a connection file."""

    def __init__(self, key: str, scheme: str) -> None:
        self._key = key.encode()
        self._digest = getattr(hashlib, scheme.removeprefix("hmac-"))

    def pack(self, message: Message, identities: list[bytes]) -> list[bytes]:
        parts = [json.dumps(message.get(part, {})).encode() for part in PARTS]
        buffers = message.get("buffers") or []
        return [*identities, DELIMITER, self._sign(parts), *parts, *buffers]

    def unpack(self, frames: list[bytes]) -> tuple[list[bytes], Message]:
        start = frames.index(DELIMITER)
        signature, *parts = frames[start + 1 : start + 2 + len(PARTS)]
        if not hmac.compare_digest(signature, self._sign(parts)):
            raise ValueError("a message with a wrong signature")
        message: Message = {name: json.loads(part) for name, part in zip(PARTS, parts, strict=True)}
        message["buffers"] = frames[start + 2 + len(PARTS) :]
        return frames[:start], message

    def _sign(self, parts: list[bytes]) -> bytes:
        if not self._key:
            return b""
        signer = hmac.new(self._key, digestmod=self._digest)
        for part in parts:
            signer.update(part)
        return signer.hexdigest().encode()
