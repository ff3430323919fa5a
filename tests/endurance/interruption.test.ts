/**
 * Interrupted anywhere: `up` and `down` are killed at places drawn from their event streams, and run again. Every run goes on
 * by itself, and nothing is left in the end.
 *
 * PLATEAU_SEED=N    draws the same places again; the seed of a run is printed
 * PLATEAU_PLACES=N  so many places in the graph instead of 36; "all" for both boundaries of every resource (some hours)
 */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import execa from "execa";
import type { VerifyDocument } from "../../cli/report/json";
import { ROOT } from "../../setup/paths";
import { run } from "../../setup/run";
import { openAccess } from "../e2e/access";
import { plateau, plateauJson } from "../e2e/command";
import { killAtEach } from "./interruption/cascade";
import { engineObjects, leftOf, readState } from "./interruption/leftovers";
import { describePlace, drawPlaces, nameOf, pluginOf, type Resource } from "./interruption/places";
import { Random } from "./interruption/random";
import { killDown } from "./interruption/removal";
import { drawSteps, killAtStep, unprepared } from "./interruption/unprepared";
import { SIGNALS, Victim, type VictimOptions } from "./interruption/victim";

const ENV = process.env.PLATEAU_TEST_ENV ?? "cut";
const MINUTE = 60_000;
const seed = Number(process.env.PLATEAU_SEED ?? Date.now() % 1_000_000);
const asked = process.env.PLATEAU_PLACES ?? "36";
const count = asked === "all" ? asked : Number(asked);

/** Kills of `down`, and of an `up` that is not gone on with. */
const DOWNS = 5;
const UPS_BEFORE_DOWN = 3;

let work: string;
let options: VictimOptions;
let resources: Resource[];
/** Types of which a resource was made, or was at a boundary, when something was killed. */
const interrupted = new Set<string>();

/** Each test draws for itself: what one of them draws does not depend on which others are run. */
let random: Random;
beforeEach(() => void (random = new Random(seed)));

const note = (text: string) => process.stderr.write(`${text}\n`);

beforeAll(async () => {
    note(`PLATEAU_SEED=${seed} PLATEAU_PLACES=${asked}`);
    await plateau("down", "--env", ENV);
    work = await fs.mkdtemp("/tmp/cut-"); // short, because runs have their own directories in it, and sockets in these
    options = { repository: ROOT, env: { ...process.env, TMPDIR: work } };
    ({ resources } = await plateauJson<{ resources: Resource[] }>("preview", "--env", ENV));
}, 10 * MINUTE);

afterAll(async () => {
    await plateau("down", "--env", ENV);
    await fs.rm(work, { recursive: true, force: true });
}, 5 * MINUTE);

/** Starts `up` and returns once its engine works. */
async function startUp(): Promise<Victim> {
    let begun!: () => void;
    const works = new Promise<void>((resolve) => (begun = resolve));
    const victim = await Victim.start(["up", "--env", ENV], { ...options, onEvent: () => begun() });
    await Promise.race([works, victim.end(5 * MINUTE)]);
    return victim;
}

test("a second up is refused while one runs, and goes on at once when that one is killed", async () => {
    const first = await startUp();
    const other = await fs.mkdtemp(path.join(work, "tsx-"));
    const refused = await Victim.start(["up", "--env", ENV], { ...options, env: { ...options.env, TMPDIR: other } });
    expect(await refused.end()).toBe(4);
    expect(refused.output).toMatch(/Environment "\w+" is being changed by another run \(up, since \d\d:\d\d, process \d+\)/);
    first.kill("command", "SIGKILL");
    await first.end();
    const second = await startUp();
    second.kill("command", "SIGINT");
    expect(await second.end()).toBe(130);
    await takeDown();
}, 10 * MINUTE);

test("the set-up is killed in each of its steps, and the next one makes whole what was half-made", async () => {
    const machine = await unprepared(work, options);
    const args = ["up", "--env", ENV];
    let open = drawSteps(random);
    for (let restored = false; ; ) {
        const { step, seconds: took, status } = await killAtStep(open, args, machine.options);
        note(`     ${took.toFixed(1).padStart(5)} s  ${step ? `${step.signal} ${step.delay} ms after "${step.line}"` : "came to the engine"}; ended with ${status ?? "a signal"}`);
        if (!step) break;
        open = open.filter((each) => each !== step);
        if (step.line === "… Image node" && !restored) {
            await machine.restore();
            restored = true;
        }
    }
    expect(open).toEqual([]);
    expect(await machine.halves()).toEqual([]);
    await machine.remove();
    await takeDown();
}, 20 * MINUTE);

test("up is killed at places all over the graph, and every time the next one goes on", async () => {
    const places = drawPlaces(resources, count, random);
    const { killed, lastSeconds } = await killAtEach(places, resources, random, ["up", "--env", ENV], options, note);
    note(`${killed.length} of ${places.length} places; the run that was let alone took ${lastSeconds.toFixed(0)} s`);
    for (const urn of killed.flatMap(({ place, underWay }) => [place.urn, ...underWay])) interrupted.add(typeOf(urn));
    const ways = new Set(killed.map(({ place: { target, signal } }) => `${signal} ${target === "command" || target === "engine" ? target : "plugin"}`));
    expect(ways.size).toBe(9);
}, 6 * 60 * MINUTE);

test("what came up in pieces is what comes up at once: nothing to change, nothing twice, nothing pending", async () => {
    const { changes } = await plateauJson<{ changes: Record<string, number> }>("up", "--env", ENV);
    expect(Object.keys(changes)).toEqual(["same"]);

    const state = await readState(ENV);
    expect(state.pending).toEqual([]);
    const urns = state.resources.map(({ urn }) => urn);
    expect(urns.length).toBe(new Set(urns).size);
    expect(urns.map(nameOf).sort()).toEqual(expect.arrayContaining(resources.filter(({ type }) => pluginOf(type)).map(({ urn }) => nameOf(urn)).sort()));

    const kinds = ["container", "network", "volume"];
    const names = state.resources.filter(({ type }) => type.startsWith("docker:")).map(({ urn, type }) => [urn, type.split("/").at(-1)!.split(":").at(-1)!.toLowerCase()] as const);
    const objects = await engineObjects(ENV);
    for (const kind of kinds) expect(objects.filter((object) => object.startsWith(`${kind} `))).toHaveLength(names.filter(([, each]) => each === kind).length);
}, 10 * MINUTE);

test("the cluster has every object once: those that the state knows, and no other of the program's", async () => {
    const { resources: stored } = await readState(ENV);
    const known = stored.filter(({ type }) => pluginOf(type) === "kubernetes");
    const { access, close } = await openAccess(ENV);
    try {
        const kinds = [...new Set(known.map(({ type }) => kindOf(type)))].join(",");
        const text = await run(access.kubectl, [`--kubeconfig=${access.kubeconfigFile}`, "get", kinds, "--all-namespaces", "--output=json", "--show-managed-fields"]);
        const { items } = JSON.parse(text) as { items: { kind: string; metadata: { name: string; namespace?: string; managedFields?: { manager: string }[] } }[] };
        const ours = items.filter(({ metadata }) => metadata.managedFields?.some(({ manager }) => manager.startsWith("pulumi-kubernetes")));
        const id = (kind: string, ...name: (string | undefined)[]) => `${kind} ${name.filter(Boolean).join("/")}`;
        const found = ours.map(({ kind, metadata }) => id(kind, metadata.namespace, metadata.name));
        expect(found.sort()).toEqual(known.map(({ type, id: stored }) => id(type.split(":").at(-1)!, stored)).sort());
    } finally {
        await close();
    }
}, 5 * MINUTE);

test("it works: servers, data and the application are demonstrated", async () => {
    const { criteria } = await plateauJson<VerifyDocument>("verify", "CP2.1", "CP2.2", "CP7.1", "CP7.2", "--env", ENV);
    const named = criteria.filter(({ id }) => /^CP(2|7)\.[12]$/.test(id));
    expect(named.map(({ status }) => status)).toEqual(Array(4).fill("demonstrated"));
}, 10 * MINUTE);

test("down is killed while it removes, and the next one removes the rest", async () => {
    for (const [index, signal] of random.shuffled([...SIGNALS, ...SIGNALS]).slice(0, DOWNS).entries()) {
        const after = 1 + random.below(4);
        const hit = await killDown(ENV, { after, signal }, options);
        note(`${String(index + 1).padStart(3)}  down, ${signal} after ${after} objects: ${hit ? "killed" : "had nothing so late to remove"}`);
    }
    await takeDown();
}, 10 * MINUTE);

test("down takes away what a killed up has left, without an up in between; no type of resource was left out", async () => {
    const ofType = Map.groupBy(drawPlaces(resources, "all", random).filter(({ moment, delay }) => moment === "before" && delay === 0), ({ type }) => type);
    const missed = [...ofType.keys()].filter((type) => !interrupted.has(type));
    const early = random.shuffled([...ofType.keys()].filter((type) => /^docker:|Certificate|Password|SshKeyPair/.test(type) && !missed.includes(type)));
    for (const type of [...missed, ...early].slice(0, Math.max(UPS_BEFORE_DOWN, missed.length))) {
        const place = ofType.get(type)![0]!;
        const victim = await Victim.start(["up", "--env", ENV], {
            ...options,
            onEvent: ({ resourcePreEvent }) => void (resourcePreEvent?.metadata.urn === place.urn && victim.kill(place.target, place.signal) && interrupted.add(type)),
        });
        const status = await victim.end();
        note(`     up, ${describePlace(place)}: ended with ${status ?? "a signal"}, then down`);
        expect(status).not.toBe(0);
        await takeDown();
    }
    expect([...ofType.keys()].filter((type) => !interrupted.has(type))).toEqual([]);
}, 60 * MINUTE);

/** Takes the environment down, where the runs before had their temporary files, and looks for itself. */
async function takeDown(): Promise<void> {
    const { stdout } = await execa(path.join(ROOT, "plateau"), ["down", "--env", ENV, "--json"], { env: options.env });
    expect(JSON.parse(stdout)).toMatchObject({ environment: ENV, left: [] });
    expect(await leftOf(ENV, work)).toEqual([]);
}

const typeOf = (urn: string) => resources.find((each) => each.urn === urn)!.type;

/** "kubernetes:apps/v1:Deployment" as kubectl takes it: "Deployment.v1.apps". */
function kindOf(type: string): string {
    const [, api = "", kind = ""] = type.split(":");
    const [group = "", version = ""] = api.split("/");
    return `${kind}.${version}.${group === "core" ? "" : group}`;
}
