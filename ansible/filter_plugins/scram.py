"""Password verifiers as PostgreSQL stores them, so that no password ever reaches the server or its log."""

from __future__ import annotations

import base64
import hashlib
import hmac

# PostgreSQL's own default (scram_iterations).
ITERATIONS = 4096


def scram_sha_256(password: str, role: str) -> str:
    """The verifier of a role's password, RFC 5802.

    The salt comes from the password and the role instead of chance: a second run must find that nothing has changed.
    It is still another one for every role, and tells nothing of a password that is itself made by chance.
    """
    salt = hmac.digest(password.encode(), role.encode(), "sha256")[:16]
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, ITERATIONS)
    stored_key = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server_key = hmac.digest(salted, b"Server Key", "sha256")

    def encode(value: bytes) -> str:
        return base64.b64encode(value).decode()

    return f"SCRAM-SHA-256${ITERATIONS}:{encode(salt)}${encode(stored_key)}:{encode(server_key)}"


class FilterModule:
    """Registers the filter with Ansible."""

    def filters(self):
        return {"scram_sha_256": scram_sha_256}
