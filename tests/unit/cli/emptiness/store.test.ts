/** The inventory from before `up` outlives every interruption, and is nobody else's. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { Certificate } from "../../../../cli/emptiness/certificate";
import { beforeRemoval, certify } from "../../../../cli/emptiness/certify";
import { takeInventory, withEngine } from "../../../../cli/emptiness/inventory";
import { belongings } from "../../../../cli/emptiness/store";
import { openEnvironment } from "../../../../cli/environment";
import { environmentDir } from "../../../../setup/paths";
import { SILENT } from "../../../../setup/progress";
import { FakeMachine } from "../fake-machine";

jest.mock("../../../../cli/specification", () => ({ readPlan: async () => ({ ports: {} }), readSettings: async () => ({}), readSpecification: async () => ({ target: "local" }) }));

jest.setTimeout(20_000); // a whole inventory each, on a machine that may be busy

let machine: FakeMachine;
beforeEach(() => (machine = new FakeMachine()));
afterEach(() => machine.remove());

const kept = (environment: string) => path.join(environmentDir(environment), "inventory-before-up.json");
const reports = () => path.join(machine.home, "data", "plateau", "reports", "a");

async function takeDown(): Promise<{ certificate: Certificate; page: string }> {
    await beforeRemoval("a", SILENT);
    rmSync(environmentDir("a"), { recursive: true, force: true });
    return certificateNow();
}

async function certificateNow(): Promise<{ certificate: Certificate; page: string }> {
    const { page } = await certify("a", SILENT);
    return { certificate: JSON.parse(readFileSync(path.join(path.dirname(page!), "certificate.json"), "utf8")) as Certificate, page: page! };
}

test("a new environment has one, which only the user may read", async () => {
    machine.object("ab", "container", "ab-db-1");
    await openEnvironment("a");
    const { kinds } = JSON.parse(readFileSync(kept("a"), "utf8"));
    expect(kinds.container.items).toEqual([expect.objectContaining({ id: "ab-db-1", environment: "ab" })]);
    expect(statSync(kept("a")).mode & 0o777).toBe(0o600);
});

test("a second up leaves it as it is, and so does one that finds the first one killed before it had a record", async () => {
    await openEnvironment("a");
    writeFileSync(kept("a"), "the first");
    await openEnvironment("a");
    rmSync(path.join(environmentDir("a"), "environment.json"));
    await openEnvironment("a");
    expect(readFileSync(kept("a"), "utf8")).toBe("the first");
});

test("an engine that cannot be asked is told as such; what it has is added once it runs", async () => {
    machine.object("ab", "container", "ab-db-1");
    machine.docker("refusal", "the engine is out of order");
    const without = await takeInventory();
    expect(without.kinds.container).toEqual({ unread: expect.stringContaining("the engine is out of order") });
    rmSync(path.join(machine.home, "docker", "refusal"));
    const complete = await withEngine(without);
    expect(complete.kinds.container.items).toHaveLength(1);
    expect(complete.kinds.process).toBe(without.kinds.process); // what the engine's start has changed is not in it
});

test("a down that was killed after it had removed the directory still has what to compare with", async () => {
    await openEnvironment("a");
    machine.network("a1".padEnd(64, "0"), "plateau-a-1-public", "10.64.1.0/24", "a");
    await beforeRemoval("a", SILENT);
    rmSync(environmentDir("a"), { recursive: true });
    rmSync(path.join(machine.home, "docker", "objects", "a"), { recursive: true });
    // Killed here; the next one finds nothing of the environment any more.
    await beforeRemoval("a", SILENT);
    expect((await belongings("a")).flatMap(({ network }) => network.items ?? [])).toEqual([expect.objectContaining({ environment: "a", bridges: ["br-a10000000000"] })]);
    const { certificate, page } = await certificateNow();
    expect(certificate.before).toBeDefined();
    expect(certificate.left).toEqual([]);
    expect(readdirSync(reports())).toEqual([path.basename(path.dirname(page))]); // nothing is under way any more
});

test("what is only just ending is not left", async () => {
    machine.object("a", "container", "a-db-1");
    setTimeout(() => rmSync(path.join(machine.home, "docker", "objects", "a"), { recursive: true }), 1000);
    expect((await certificateNow()).certificate.left).toEqual([]);
});

test("the certificate keeps both inventories with the digests that it names, for the user alone", async () => {
    await openEnvironment("a");
    const { certificate, page } = await takeDown();
    const { createHash } = await import("node:crypto");
    for (const name of ["before", "after"] as const) {
        const text = readFileSync(path.join(path.dirname(page), `${name}.json`));
        expect(certificate[name]!.sha256).toBe(createHash("sha256").update(text).digest("hex"));
    }
    for (const file of readdirSync(path.dirname(page))) expect(statSync(path.join(path.dirname(page), file)).mode & 0o777).toBe(0o600);
});

test.each(["", "{", "null", "{}"])("an inventory that is damaged (%j) is none", async (text) => {
    await openEnvironment("a");
    writeFileSync(kept("a"), text);
    expect((await takeDown()).certificate.before).toBeUndefined();
});

test("a second down has none any more", async () => {
    await openEnvironment("a");
    expect((await takeDown()).certificate.before).toBeDefined();
    expect((await takeDown()).certificate.before).toBeUndefined();
    expect(existsSync(path.join(reports(), "down-under-way"))).toBe(false);
});
