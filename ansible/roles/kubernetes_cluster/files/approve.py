"""Approves the requests of kubelets for their serving certificates, and waits until the certificates are issued.

usage: approve.py SECONDS NODE=ADDRESS...

Whoever has the credentials of a node could ask for any name. A request that names more than the node's own name and
address is refused by ending this program; the request stays for somebody to look at. While the API server does not
answer, it is asked again, for SECONDS at most.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import time

KUBECTL = ["kubectl", "--kubeconfig", "/etc/kubernetes/admin.conf", "--request-timeout", "30s"]
SIGNER = "kubernetes.io/kubelet-serving"
REFUSED = {"Denied", "Failed"}


def output_of(command: list[str], given: bytes = b"") -> bytes:
    return subprocess.run(command, input=given, check=True, capture_output=True).stdout


def requests() -> list[dict]:
    """The kubelets' requests that nobody refused. One that is started again asks again, maybe within the same second."""
    return [
        request
        for request in json.loads(output_of([*KUBECTL, "get", "csr", "--output", "json"]))["items"]
        if request["spec"]["signerName"] == SIGNER
        and not REFUSED & {condition["type"] for condition in request["status"].get("conditions", [])}
    ]


def names_in(request: dict) -> set[str]:
    """The subject alternative names, as openssl writes them: "DNS:worker-1", "IP Address:10.64.2.31"."""
    text = output_of(["openssl", "req", "-noout", "-text"], base64.b64decode(request["spec"]["request"])).decode()
    lines = [line.strip() for line in text.splitlines()]
    titles = [number for number, line in enumerate(lines) if line.startswith("X509v3 Subject Alternative Name")]
    return {name for number in titles for name in lines[number + 1].split(", ")}


def approve(request: dict, node: str, address: str) -> None:
    surplus = names_in(request) - {f"DNS:{node}", f"IP Address:{address}"}
    if surplus:
        sys.exit(f"{node} asks for a certificate for {', '.join(sorted(surplus))}, which are not its own.")
    output_of([*KUBECTL, "certificate", "approve", request["metadata"]["name"]])


def certified(found: list[dict], node: str, address: str) -> bool:
    """Whether each of the node's requests has its certificate; approves those that are new."""
    own = [request for request in found if request["spec"]["username"] == f"system:node:{node}"]
    for request in own:
        if not request["status"].get("conditions"):
            approve(request, node, address)
    return bool(own) and all(request["status"].get("certificate") for request in own)


def main(patience: str, *nodes: str) -> None:
    waiting = dict(node.split("=") for node in nodes)
    deadline = time.monotonic() + int(patience)
    while True:
        error = ""
        try:
            found = requests()
            waiting = {node: address for node, address in waiting.items() if not certified(found, node, address)}
        except subprocess.CalledProcessError as failed:
            error = f" {failed.stderr.decode().strip()}"
        if not waiting:
            return
        if time.monotonic() > deadline:
            sys.exit(f"no certificate after {patience} s for the kubelet of {', '.join(waiting)}.{error}")
        time.sleep(0.5)


if __name__ == "__main__":
    main(*sys.argv[1:])
