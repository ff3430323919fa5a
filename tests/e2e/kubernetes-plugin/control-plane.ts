import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const TOKEN = "control-plane-test-token";

/** A real etcd, kube-apiserver and kube-controller-manager on loopback ports, without a node: no pod starts. */
export class ControlPlane {
    private readonly processes: ChildProcess[] = [];
    readonly kubeconfig: string;

    private constructor(
        private readonly tools: string,
        private readonly folder: string,
        private readonly ports: { etcd: number; peer: number; api: number; controllers: number },
    ) {
        this.kubeconfig = join(folder, "kubeconfig");
    }

    /** `tools` holds the binaries, kubectl included. */
    static async start(tools: string): Promise<ControlPlane> {
        const folder = mkdtempSync(join(tmpdir(), "control-plane-"));
        const [etcd, peer, api, controllers] = [await freePort(), await freePort(), await freePort(), await freePort()];
        const plane = new ControlPlane(tools, folder, { etcd, peer, api, controllers });
        try {
            await plane.run();
        } catch (error) {
            await plane.stop();
            throw error;
        }
        return plane;
    }

    kubectl(...args: string[]): string {
        return execFileSync(join(this.tools, "kubectl"), ["--kubeconfig", this.kubeconfig, ...args], {
            encoding: "utf8",
            stdio: ["ignore", "pipe", "pipe"],
        }).trim();
    }

    create(object: object): void {
        execFileSync(join(this.tools, "kubectl"), ["--kubeconfig", this.kubeconfig, "create", "-f", "-"], {
            input: JSON.stringify(object),
            stdio: ["pipe", "ignore", "pipe"],
        });
    }

    async stop(): Promise<void> {
        for (const child of [...this.processes].reverse()) {
            if (child.exitCode === null && child.signalCode === null) {
                const ended = new Promise((resolve) => child.once("exit", resolve));
                child.kill("SIGKILL");
                await ended;
            }
        }
        rmSync(this.folder, { recursive: true, force: true });
    }

    private async run(): Promise<void> {
        const { folder, ports } = this;
        const keys = generateKeyPairSync("rsa", {
            modulusLength: 2048,
            publicKeyEncoding: { type: "spki", format: "pem" },
            privateKeyEncoding: { type: "pkcs8", format: "pem" },
        });
        const key = join(folder, "service-accounts.key");
        writeFileSync(key, keys.privateKey, { mode: 0o600 });
        writeFileSync(join(folder, "tokens.csv"), `${TOKEN},admin,admin,system:masters\n`, { mode: 0o600 });
        this.spawn("etcd", [
            `--data-dir=${folder}/etcd`,
            "--unsafe-no-fsync",
            `--listen-client-urls=http://127.0.0.1:${ports.etcd}`,
            `--advertise-client-urls=http://127.0.0.1:${ports.etcd}`,
            `--listen-peer-urls=http://127.0.0.1:${ports.peer}`,
        ]);
        this.spawn("kube-apiserver", [
            `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
            "--bind-address=127.0.0.1",
            `--secure-port=${ports.api}`,
            `--cert-dir=${folder}`,
            "--endpoint-reconciler-type=none",
            "--service-cluster-ip-range=10.96.0.0/24",
            "--service-account-issuer=https://kubernetes.default.svc",
            `--service-account-key-file=${key}`,
            `--service-account-signing-key-file=${key}`,
            `--token-auth-file=${folder}/tokens.csv`,
            "--authorization-mode=RBAC",
        ]);
        await until("the API server", async () => {
            this.writeKubeconfig(); // each time: the API server may still be writing its certificate
            this.kubectl("get", "--raw", "/readyz");
        });
        this.spawn("kube-controller-manager", [
            `--kubeconfig=${this.kubeconfig}`,
            "--bind-address=127.0.0.1",
            `--secure-port=${ports.controllers}`,
            `--cert-dir=${folder}/controllers`,
            `--service-account-private-key-file=${key}`,
            "--leader-elect=false",
            "--use-service-account-credentials=false",
        ]);
        await until("the default service account", async () => this.kubectl("get", "serviceaccount", "default"));
    }

    private writeKubeconfig(): void {
        const authority = readFileSync(join(this.folder, "apiserver.crt")).toString("base64");
        const named = (name: string, value: object): object => ({ name, ...value });
        const config = {
            apiVersion: "v1",
            kind: "Config",
            clusters: [
                named("test", {
                    cluster: {
                        server: `https://127.0.0.1:${this.ports.api}`,
                        "certificate-authority-data": authority,
                    },
                }),
            ],
            users: [named("admin", { user: { token: TOKEN } })],
            contexts: [named("test", { context: { cluster: "test", user: "admin" } })],
            "current-context": "test",
        };
        writeFileSync(this.kubeconfig, JSON.stringify(config), { mode: 0o600 });
    }

    private spawn(program: string, args: string[]): void {
        this.processes.push(spawn(join(this.tools, program), args, { stdio: "ignore" }));
    }
}

/** Tries until it succeeds, at most a minute; the last error says what was wrong. */
export async function until<Result>(what: string, attempt: () => Promise<Result>, seconds = 60): Promise<Result> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
        try {
            return await attempt();
        } catch (error) {
            if (Date.now() > end) {
                throw new Error(`${what}: not within ${seconds} s`, { cause: error });
            }
            await sleep(100);
        }
    }
}

async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    await new Promise((resolve) => server.close(resolve));
    if (address === null || typeof address === "string") {
        throw new Error("no free port");
    }
    return address.port;
}
