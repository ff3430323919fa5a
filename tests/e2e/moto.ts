/** An AWS account on this machine's loopback: moto's server, which answers as AWS would and makes nothing. */
import { spawn } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { moto } from "../../setup/python";

/** How long the server may take to answer, milliseconds: Python loads every service that it knows. */
const START_LIMIT = 60_000;

export interface Account {
    /** What the AWS SDK and the command find the account by; the credentials are no secret, and no account's. */
    readonly env: Readonly<Record<string, string>>;
    stop(): Promise<void>;
}

/** What there is in the account from the beginning: AWS's own policies, and one image, which stands for Debian's; without it, every image of each region that is asked for anything. */
const FURNISHED = { MOTO_IAM_LOAD_MANAGED_POLICIES: "true", MOTO_AMIS_PATH: path.join(__dirname, "moto-images.json") };

/** The server is installed from PyPI into the cache where it is not there yet. */
export async function startAccount(): Promise<Account> {
    const program = path.join(await moto(), "moto_server");
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    // With stdin held by this process: a server whose test was killed ends with it.
    const settings = { ...process.env, ...FURNISHED };
    const server = spawn("sh", ["-c", '"$0" -H 127.0.0.1 -p "$1" & cat >/dev/null; kill $!', program, String(port)], { env: settings, stdio: ["pipe", "ignore", "ignore"] });
    const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
    const stop = () => (server.stdin.end(), ended);
    for (const deadline = Date.now() + START_LIMIT; ; await sleep(200)) {
        const answer = await fetch(`${url}/moto-api/`).catch(() => undefined);
        if (answer?.ok) break;
        if (Date.now() > deadline) {
            await stop();
            throw new Error(`moto's server (${program}) did not answer within ${START_LIMIT / 1000} s.`);
        }
    }
    const env = { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_REGION: "eu-west-3", AWS_EC2_METADATA_DISABLED: "true" };
    return { env, stop };
}

/** @throws Error where a test would reach anything but this machine */
export function requireLoopback(env: Readonly<Record<string, string | undefined>>): void {
    const { hostname } = new URL(env["AWS_ENDPOINT_URL"] ?? "https://aws.invalid");
    if (hostname !== "127.0.0.1") throw new Error(`A test was about to ask ${hostname}: it may reach the loopback alone.`);
}

async function freePort(): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
}
