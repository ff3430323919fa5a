"""Approves the requests of kubelets for their serving certificates, and waits until the certificates are issued.

usage: approve.py NODE=ADDRESS...

Whoever has the credentials of a node could ask for any name. A request that names more than the node's own name and
address is refused by ending this program; the request stays for somebody to look at.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import time

PATIENCE_SECONDS = 90
KUBECTL = ["kubectl", "--kubeconfig", "/etc/kubernetes/admin.conf"]
SIGNER = "kubernetes.io/kubelet-serving"


def requests_of(node: str) -> list[dict]:
    """The node's requests, the last one first."""
    found = subprocess.run([*KUBECTL, "get", "csr", "--output", "json"], check=True, capture_output=True, text=True)
    own = [
        request
        for request in json.loads(found.stdout)["items"]
        if request["spec"]["signerName"] == SIGNER and request["spec"]["username"] == f"system:node:{node}"
    ]
    return sorted(own, key=lambda request: request["metadata"]["creationTimestamp"], reverse=True)


def names_in(request: dict) -> set[str]:
    """The subject alternative names, as openssl writes them: "DNS:worker-1", "IP Address:10.64.2.31"."""
    pem = base64.b64decode(request["spec"]["request"])
    text = subprocess.run(["openssl", "req", "-noout", "-text"], input=pem, check=True, capture_output=True).stdout.decode()
    lines = [line.strip() for line in text.splitlines()]
    titles = [number for number, line in enumerate(lines) if line.startswith("X509v3 Subject Alternative Name")]
    return {name for number in titles for name in lines[number + 1].split(", ")}


def certified(node: str, address: str) -> bool:
    """Whether the node's last request has its certificate; approves it if it is to be."""
    for request in requests_of(node)[:1]:
        if request["status"].get("certificate"):
            return True
        if not request["status"].get("conditions"):
            surplus = names_in(request) - {f"DNS:{node}", f"IP Address:{address}"}
            if surplus:
                sys.exit(f"{node} asks for a certificate for {', '.join(sorted(surplus))}, which are not its own.")
            subprocess.run([*KUBECTL, "certificate", "approve", request["metadata"]["name"]], check=True)
    return False


def main(arguments: list[str]) -> None:
    waiting = dict(argument.split("=") for argument in arguments)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while waiting := {node: address for node, address in waiting.items() if not certified(node, address)}:
        if time.monotonic() > deadline:
            sys.exit(f"no certificate after {PATIENCE_SECONDS} s for the kubelet of {', '.join(waiting)}.")
        time.sleep(0.5)


if __name__ == "__main__":
    main(sys.argv[1:])
