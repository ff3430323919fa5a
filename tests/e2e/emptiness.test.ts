/** `down` on a machine full of look-alikes: what is the environment's goes, all else stays, and the certificate tells which. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import execa from "execa";
import type { Certificate } from "../../cli/emptiness/certificate";
import { openEnvironment } from "../../cli/environment";
import { dataDir, environmentDir, ROOT } from "../../setup/paths";
import { run, succeeds } from "../../setup/run";
import { plateauJson } from "./command";

const ENV = "a";
/** Another environment, whose name begins with the first one's. */
const OTHER = "ab";
/** By this label what the test has made is found again, also after a run that was killed. */
const MADE = "plateau-test=emptiness";
/** A chain of somebody's own whose name, comment and rule could be the environment's. */
const CHAIN = "plateau-a-1-mine";
const isRoot = process.getuid?.() === 0;

jest.setTimeout(90_000);

/** Environments of this test have a data directory of their own. */
const home = mkdtempSync(path.join(os.tmpdir(), "plateau-e2e-emptiness-"));
const before = process.env.XDG_DATA_HOME;
process.env.XDG_DATA_HOME = home;

type Down = { environment: string; left: string[]; certificate: string };

const docker = (...args: string[]) => run("docker", args);
const iptables = (...args: string[]) => run("iptables", ["--wait", ...args]);

/** A network, a volume and a container that runs in both; owned by an environment, or by nobody where none is given. */
async function make(name: string, environment?: string): Promise<void> {
    const labels = ["--label", MADE, ...(environment ? ["--label", `plateau.environment=${environment}`] : [])];
    await docker("network", "create", ...labels, `${name}-1-public`);
    await docker("volume", "create", ...labels, `${name}-data`);
    const place = ["--network", `${name}-1-public`, "--volume", `${name}-data:/data`, "--publish", "127.0.0.1::22"];
    await docker("run", "--detach", "--name", `${name}-db-1`, "--entrypoint", "sleep", ...labels, ...place, await anImage(), "600");
}

/** Any image of a server will do. */
async function anImage(): Promise<string> {
    const [image] = (await docker("image", "ls", "--format", "{{.Repository}}:{{.Tag}}", "plateau/server")).split("\n");
    if (!image) throw new Error('there is no image of a server on this machine: "./plateau up" makes one');
    return image;
}

/** IDs of what there is with a label, by kind. */
async function labelled(label: string): Promise<Record<"container" | "network" | "volume", string>> {
    const list = (...args: string[]) => docker(...args, "--quiet", "--filter", `label=${label}`);
    return { container: await list("ps", "--all", "--no-trunc"), network: await list("network", "ls", "--no-trunc"), volume: await list("volume", "ls") };
}

let nested: ChildProcess | undefined;

async function removeEverything(): Promise<void> {
    if (nested?.kill()) await once(nested, "exit");
    const { container, network, volume } = await labelled(MADE);
    for (const [command, ids] of [[["rm", "--force"], container], [["volume", "rm"], volume], [["network", "rm"], network]] as const) {
        if (ids) await docker(...command, ...ids.split("\n"));
    }
    if (isRoot && (await succeeds("iptables", ["--wait", "--list-rules", CHAIN]))) for (const what of ["--flush", "--delete-chain"]) await iptables(what, CHAIN);
}

/** What publishes the port of a container with this address, on a network that is not this machine's: an engine's within a container. */
function engineWithin(address: string): ChildProcess {
    const program = `exec -a docker-proxy sh -c 'read line' sh -host-port 22000 -container-ip ${address}`;
    return spawn("unshare", ["--net", "bash", "-c", program], { stdio: ["pipe", "ignore", "ignore"] });
}

function certificateOf({ certificate }: Down): Certificate {
    return JSON.parse(readFileSync(path.join(path.dirname(certificate), "certificate.json"), "utf8")) as Certificate;
}

const namesOf = ({ differences }: Certificate, owner: unknown) => differences.filter((each) => JSON.stringify(each.owner) === JSON.stringify(owner)).map(({ name }) => name);

beforeAll(removeEverything);

afterAll(async () => {
    await removeEverything();
    rmSync(home, { recursive: true, force: true });
    if (before === undefined) delete process.env.XDG_DATA_HOME;
    else process.env.XDG_DATA_HOME = before;
});

test("exactly what is the environment's goes, and the certificate tells whose all else is", async () => {
    await openEnvironment(ENV);
    await openEnvironment(OTHER);
    await make(`plateau-${ENV}`, ENV);
    await make(`plateau-${OTHER}`, OTHER);
    await make(`plateau-${ENV}-foreign`);
    const bridge = `br-${(await labelled(`plateau.environment=${ENV}`)).network.slice(0, 12)}`;
    if (isRoot) {
        await iptables("--new-chain", CHAIN);
        await iptables("--append", CHAIN, "--in-interface", bridge, "--match", "comment", "--comment", `plateau-${ENV}-1-public`, "--jump", "RETURN");
    }
    nested = isRoot ? engineWithin(await docker("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", `plateau-${ENV}-db-1`)) : undefined;
    const chain = () => (isRoot ? iptables("--list-rules", CHAIN) : "");
    const [all, own, others, rules] = [await labelled(MADE), await labelled(`plateau.environment=${ENV}`), await labelled(`plateau.environment=${OTHER}`), await chain()];
    expect(Object.values(own).every(Boolean)).toBe(true);

    const down = await plateauJson<Down>("down", "--env", ENV);
    expect(down).toMatchObject({ environment: ENV, left: [] });
    expect(Object.values(await labelled(`plateau.environment=${ENV}`)).join("")).toBe("");
    expect(await labelled(`plateau.environment=${OTHER}`)).toEqual(others);
    for (const [kind, ids] of Object.entries(await labelled(MADE))) {
        const staying = all[kind as keyof typeof all].split("\n").filter((id) => id !== own[kind as keyof typeof own]);
        expect(ids.split("\n").sort()).toEqual(staying.sort());
    }
    expect(await chain()).toBe(rules);
    expect([existsSync(environmentDir(ENV)), existsSync(environmentDir(OTHER))]).toEqual([false, true]);

    const certificate = certificateOf(down);
    expect(namesOf(certificate, { environment: ENV })).toEqual([]);
    expect(namesOf(certificate, { environment: OTHER })).toEqual(expect.arrayContaining(["plateau-ab-db-1", "plateau-ab-1-public", "plateau-ab-data", expect.stringMatching(/^sleep \(\d+\)$/), environmentDir(OTHER)]));
    const foreign = namesOf(certificate, "nobody");
    expect(foreign).toEqual(expect.arrayContaining(["plateau-a-foreign-db-1", "plateau-a-foreign-1-public", "plateau-a-foreign-data", expect.stringMatching(/^veth/)]));
    if (isRoot) expect(foreign).toEqual(expect.arrayContaining([`sh (${nested!.pid})`, `ip filter: chain ${CHAIN}`, expect.stringContaining(`-A ${CHAIN} -i ${bridge}`)]));
    expect(certificate.kinds.filter(({ kind, unread }) => unread && (isRoot || !kind.includes("rule"))).map(({ kind }) => kind)).toEqual((await succeeds("nft", ["--version"])) ? [] : ["nftables rule"]);
    expect(readFileSync(down.certificate, "utf8")).toContain(`Il ne reste rien de « ${ENV} »`);
});

test("a program that still works in the environment's directory is named, fails the command, and is not touched", async () => {
    await openEnvironment(ENV);
    const program = spawn("tail", ["--follow", path.join(environmentDir(ENV), "passphrase")], { stdio: ["ignore", "pipe", "ignore"] });
    await once(program.stdout, "data");
    try {
        const { exitCode, stdout } = await execa(path.join(ROOT, "plateau"), ["down", "--env", ENV, "--json"], { reject: false });
        const down = JSON.parse(stdout) as Down;
        expect({ exitCode, left: down.left }).toEqual({ exitCode: 1, left: [`process tail (${program.pid})`] });
        expect(readFileSync(down.certificate, "utf8")).toContain(`Il reste quelque chose de « ${ENV} »`);
        expect(program.exitCode).toBeNull();
    } finally {
        program.kill();
        await once(program, "exit");
    }
    const again = await plateauJson<Down>("down", "--env", ENV);
    expect(again.left).toEqual([]);
    expect(certificateOf(again).before).toBeDefined();
});

test("a down that is killed is taken up by the next one, which still has what to compare with", async () => {
    await openEnvironment(ENV);
    const first = execa(path.join(ROOT, "plateau"), ["down", "--env", ENV], { reject: false });
    while (!existsSync(path.join(dataDir(), "reports", ENV, "down-under-way", "inventory-before-up.json"))) await new Promise((resolve) => setTimeout(resolve, 2));
    first.kill("SIGKILL");
    expect((await first).signal).toBe("SIGKILL");
    const second = await plateauJson<Down>("down", "--env", ENV);
    expect(second.left).toEqual([]);
    expect(certificateOf(second).before).toBeDefined();
    expect(existsSync(path.join(dataDir(), "reports", ENV, "down-under-way"))).toBe(false);
});
