/** The program that signs kubelets' certificates, with a kubectl that answers from files. */
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import execa from "execa";
import { ROOT } from "../../../setup/paths";

const APPROVE = path.join(ROOT, "ansible/roles/kubernetes_cluster/files/approve.py");
const OWN = "DNS:worker-1,IP:10.64.2.31";

let work: string;

beforeEach(async () => {
    work = await fs.mkdtemp(path.join(os.tmpdir(), "plateau-approve-"));
    await fs.writeFile(path.join(work, "failures"), "0");
    // An approved request has its certificate at once; the first calls fail as often as the file says.
    const kubectl = `#!/usr/bin/env python3
import json, pathlib, sys
work = pathlib.Path(${JSON.stringify(work)})
failures = int((work / "failures").read_text())
if failures > 0:
    (work / "failures").write_text(str(failures - 1))
    sys.exit("etcdserver: request timed out")
requests = json.loads((work / "requests").read_text())
if "approve" in sys.argv:
    requests[sys.argv[-1]]["status"] = {"conditions": [{"type": "Approved"}], "certificate": "c"}
    (work / "requests").write_text(json.dumps(requests))
else:
    print(json.dumps({"items": list(requests.values())}))
`;
    await fs.writeFile(path.join(work, "kubectl"), kubectl, { mode: 0o755 });
});

afterEach(() => fs.rm(work, { recursive: true }));

async function requests(...all: { names: string; status?: object }[]): Promise<void> {
    const made = all.map(async ({ names, status = {} }, number) => {
        const args = ["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", path.join(work, "key"), "-subj", "/CN=system:node:worker-1", "-addext", `subjectAltName=${names}`];
        const { stdout } = await execa("openssl", args);
        const spec = { signerName: "kubernetes.io/kubelet-serving", username: "system:node:worker-1", request: Buffer.from(stdout).toString("base64") };
        return { metadata: { name: `csr-${number}` }, spec, status };
    });
    const list = await Promise.all(made);
    await fs.writeFile(path.join(work, "requests"), JSON.stringify(Object.fromEntries(list.map((request) => [request.metadata.name, request]))));
}

const statuses = async (): Promise<object[]> => {
    const all = JSON.parse(await fs.readFile(path.join(work, "requests"), "utf8")) as Record<string, { status: object }>;
    return Object.values(all).map(({ status }) => status);
};

const approve = (patience: number) => execa("python3", [APPROVE, String(patience), "worker-1=10.64.2.31"], { env: { PATH: `${work}:${process.env["PATH"]}` } });

const ISSUED = expect.objectContaining({ certificate: "c" });

test("every request of a kubelet that asked twice gets its certificate, and one that was refused is left", async () => {
    const denied = { conditions: [{ type: "Denied" }] };
    await requests({ names: OWN }, { names: OWN }, { names: OWN, status: denied });
    await approve(60);
    expect(await statuses()).toEqual([ISSUED, ISSUED, denied]);
});

test("a request for somebody else's name ends it", async () => {
    await requests({ names: `${OWN},DNS:control` });
    await expect(approve(60)).rejects.toThrow("worker-1 asks for a certificate for DNS:control, which are not its own.");
    expect(await statuses()).toEqual([{}]);
});

test("an API server that does not answer for a moment is asked again", async () => {
    await requests({ names: OWN });
    await fs.writeFile(path.join(work, "failures"), "1");
    await approve(60);
    expect(await statuses()).toEqual([ISSUED]);
});

test("one that does not answer in time is named with what it said", async () => {
    await requests({ names: OWN });
    await fs.writeFile(path.join(work, "failures"), "1000");
    await expect(approve(0)).rejects.toThrow("no certificate after 0 s for the kubelet of worker-1. etcdserver: request timed out");
});
