/** The main job on this machine: two environments come up at once, are proven, each check is broken once, both go. */
import { stat } from "node:fs/promises";
import * as path from "node:path";
import execa from "execa";
import type { VerifyDocument } from "../../cli/report/json";
import { CHECKS } from "../../referential/checks/all";
import { CURRENT_EDITION } from "../../referential/editions";
import { connect, type Connection, type LabAccess } from "../../referential/lab/connect";
import { ansiblePlaybook } from "../../referential/lab/ansible";
import { recapOf } from "../../referential/ansible";
import { verify } from "../../referential/run";
import { ROOT } from "../../setup/paths";
import { run } from "../../setup/run";
import { openAccess, type OpenAccess } from "./access";
import { BREAKAGES } from "./checks-can-fail";
import { plateau, plateauJson } from "./command";
import { allowed, plant, recordProcesses, search, Searcher, secretsOf } from "./secrets-search";

const ENV = "e2e";
/** Another environment, whose name begins with the first one's. */
const OTHER = "e2e2";
const MINUTE = 60_000;
/** The competencies that the exam makes compulsory in a project. */
const COMPULSORY = ["CP2", "CP7", "CP10"];
const isCompulsory = (criterion: string) => COMPULSORY.includes(criterion.split(".")[0]!);

/** What belongs to somebody else on this machine, under a name that could be the environment's. */
const FOREIGN = `plateau-${ENV}-foreign`;

type Changes = Readonly<Record<string, number>>;
type Status = { readonly state: string; readonly memoryMiB: number };

/** Also what a run that was killed has left. */
async function removeEverything(): Promise<void> {
    await run("docker", ["network", "rm", FOREIGN]).catch(() => undefined);
    for (const env of [ENV, OTHER]) await plateau("down", "--env", env);
}

beforeAll(async () => {
    await removeEverything();
    await run("docker", ["network", "create", FOREIGN]);
}, 5 * MINUTE);

afterAll(removeEverything, 5 * MINUTE);

/** What processes have shown of themselves while the environments came up; their secrets are known only later. */
let processesDuringUp: string;

test("two environments come up at once", async () => {
    const up = (env: string) => plateauJson<{ changes: Changes }>("up", "--env", env);
    const processes = recordProcesses();
    const both = [up(ENV), up(OTHER)];
    await Promise.allSettled(both); // where one fails, the other is not left to run into the next test
    processesDuringUp = await processes.stop();
    const ups = await Promise.all(both);
    for (const { changes } of ups) {
        expect(Object.keys(changes)).toEqual(["create"]);
        expect(changes["create"]).toBeGreaterThan(100);
    }
}, 60 * MINUTE);

test("a second up has nothing to change, and a preview says so", async () => {
    const { changes } = await plateauJson<{ changes: Changes }>("up", "--env", ENV);
    expect(Object.keys(changes)).toEqual(["same"]);
    const { resources } = await plateauJson<{ resources: { operation: string }[] }>("preview", "--env", ENV);
    expect(resources.length).toBeGreaterThanOrEqual(changes["same"]!);
    expect(resources.filter(({ operation }) => operation !== "same")).toEqual([]);
}, 5 * MINUTE);

test("the servers of each run, in less than 4 GiB", async () => {
    for (const env of [ENV, OTHER]) {
        const { state, memoryMiB } = await plateauJson<Status>("status", "--env", env);
        expect(state).toBe("running");
        expect(memoryMiB).toBeGreaterThan(500);
        expect(memoryMiB).toBeLessThan(4096);
    }
}, MINUTE);

test("every criterion that has a check is demonstrated, those of the compulsory competencies among them", async () => {
    // Its exit status is 1 when a check failed; the document says which, and what it saw.
    const { stdout } = await execa(path.join(ROOT, "plateau"), ["verify", "--json", "--env", ENV], { reject: false });
    const { criteria } = JSON.parse(stdout) as VerifyDocument;
    expect(criteria).toHaveLength(40);
    const doubtful = criteria.filter(({ id, status }) => status === "failed" || (isCompulsory(id) && status !== "demonstrated"));
    expect(doubtful.map(({ id, evidence }) => ({ id, evidence: evidence.filter(({ kind }) => kind === "finding") }))).toEqual([]);
    const demonstrated = criteria.filter(({ status }) => status === "demonstrated").map(({ id }) => id);
    expect(demonstrated.sort()).toEqual(Object.keys(CHECKS[CURRENT_EDITION.id]!).sort());
}, 10 * MINUTE);

test("the other environment answers for itself", async () => {
    await plateau("verify", "CP2.1", "CP2.2", "CP7.2", "--env", OTHER);
    expect(await plateauJson("down", "--env", OTHER)).toMatchObject({ environment: OTHER, left: [] });
    expect((await plateauJson<Status>("status", "--env", ENV)).state).toBe("running");
}, 10 * MINUTE);

describe("inside the environment", () => {
    let open: OpenAccess;
    let access: LabAccess;
    let connection: Connection;

    beforeAll(async () => {
        open = await openAccess(ENV);
        access = open.access;
        connection = await connect(access);
    }, 5 * MINUTE);

    afterAll(async () => {
        await connection?.close();
        await open?.close();
    }, MINUTE);

    test("a playbook that is run again changes nothing", async () => {
        for (const playbook of access.plan.playbooks) {
            const { stdout, exitCode } = await ansiblePlaybook(access, playbook, [], { timeoutSeconds: 300 });
            expect({ playbook, exitCode }).toEqual({ playbook, exitCode: 0 });
            const recap = recapOf(stdout);
            expect(recap.length).toBeGreaterThan(1);
            expect(recap.filter(({ changed }) => changed > 0)).toEqual([]);
        }
    }, 10 * MINUTE);

    test("what was changed by hand is found by preview --refresh, and repaired by up --refresh", async () => {
        const file = "/etc/haproxy/haproxy.cfg";
        const read = () => connection.lab.shell("bastion", `cat ${file}`);
        const before = await read();
        await connection.lab.shell("bastion", `echo "# by hand" | sudo tee -a ${file}`);
        const { resources } = await plateauJson<{ resources: { urn: string; operation: string }[] }>("preview", "--refresh", "--env", ENV);
        const changed = resources.filter(({ operation }) => operation !== "same");
        expect(changed.map(({ urn, operation }) => [urn.split("::").at(-1), operation])).toEqual([["configuration-servers", "update"]]);
        const { changes } = await plateauJson<{ changes: Changes }>("up", "--refresh", "--env", ENV);
        expect(changes["update"]).toBe(1);
        expect(await read()).toBe(before);
    }, 10 * MINUTE);

    test("no secret is found in the clear, and one that is left there is", async () => {
        const { lab } = connection;
        const secrets = await secretsOf(open.stack, lab);
        expect(secrets.length).toBeGreaterThan(40);
        const canary = await plant(lab);
        try {
            const searcher = new Searcher([...secrets, canary]);
            const found = await search(searcher, open, lab);
            const during = await searcher.text("a process while the environments came up", processesDuringUp);
            expect([...found, ...during].filter(({ secret }) => secret !== canary.name)).toEqual([]);
            const places = found.filter(({ secret }) => secret === canary.name).map(({ where }) => where);
            expect(canary.places.filter((place) => !places.some((where) => place.test(where)))).toEqual([]);
        } finally {
            await canary.remove();
        }
        for (const { path: file } of allowed(access)) expect([file, (await stat(file)).mode & 0o077]).toEqual([file, 0]);
    }, 5 * MINUTE);

    test("every check has a way to break it", () => {
        expect(BREAKAGES.map(({ criterion }) => criterion).sort()).toEqual(Object.keys(CHECKS[CURRENT_EDITION.id]!).sort());
    });

    test.each(BREAKAGES.map((breakage) => [breakage.criterion, breakage.what, breakage] as const))("%s fails: %s", async (criterion, _what, breakage) => {
        const { lab, redact } = connection;
        try {
            await breakage.break(lab);
            const report = await verify(lab, CURRENT_EDITION, criterion, { redact });
            expect(report.criteria.map(({ status }) => status)).toEqual(["failed"]);
        } finally {
            await breakage.repair(lab);
        }
    }, 6 * MINUTE);
});

test("down leaves nothing, and what is not the environment's untouched", async () => {
    expect(await plateauJson("down", "--env", ENV)).toMatchObject({ environment: ENV, left: [] });
    expect(await run("docker", ["network", "ls", "--quiet", "--filter", `name=^${FOREIGN}$`])).not.toBe("");
    const { environments } = await plateauJson<{ environments: { name: string }[] }>("list");
    expect(environments.map(({ name }) => name)).not.toContain(ENV);
}, 5 * MINUTE);
