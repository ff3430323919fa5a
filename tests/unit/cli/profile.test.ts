import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";
import { criticalPath, gaps, type Dependencies } from "../../../cli/profile/analysis";
import { chromeTrace } from "../../../cli/profile/chrome";
import { dependenciesOf } from "../../../cli/profile/dependencies";
import { picture } from "../../../cli/profile/picture";
import { profiled } from "../../../cli/profile/profiled";
import { Trace, type Span } from "../../../cli/profile/trace";
import { TerminalProgress } from "../../../cli/progress";
import { provision } from "../../../cli/provision";
import { escape } from "../../../cli/report/markup";

const PLAYBOOK = "plateau:index:Playbook";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const SERVICE = "kubernetes:core/v1:Service";
const NONE: Dependencies = new Map();

const urnOf = (type: string, name: string): string => `urn:pulumi:demo::plateau::${type}::${name}`;

/** Events as the engine sends them. */
const metadata = (type: string, name: string, op: OpType, custom = true) => ({
    op,
    urn: urnOf(type, name),
    type,
    provider: "",
    new: { type, urn: urnOf(type, name), custom, id: "", parent: "", inputs: {}, outputs: {}, provider: "" },
});
const begins = (type: string, name: string, op: OpType = "create", custom = true) => ({ resourcePreEvent: { metadata: metadata(type, name, op, custom) } });
const ends = (type: string, name: string, op: OpType = "create") => ({ resOutputsEvent: { metadata: metadata(type, name, op) } });
const fails = (type: string, name: string) => ({ resOpFailedEvent: { metadata: metadata(type, name, "create"), status: 1, steps: 1 } });
const says = (type: string, name: string, message: string) => ({
    diagnosticEvent: { urn: urnOf(type, name), message, ephemeral: true, color: "never", severity: "info" as const },
});

let lines: string[];
let progress: TerminalProgress;

beforeEach(() => {
    lines = [];
    const stream = { isTTY: false, write: (text: string) => lines.push(text.trimEnd()) };
    progress = new TerminalProgress(stream as unknown as NodeJS.WriteStream);
});

/** Lets the engine send events, each at its time in milliseconds; the clock stands still between them. */
async function replay(events: readonly (readonly [number, Partial<EngineEvent>])[], end: number, failure?: Error): Promise<readonly Span[]> {
    let now = 1000;
    const trace = new Trace("up demo", () => now);
    progress.recorder = trace;
    const { signal } = new AbortController();
    const engine = provision("Provisioning demo", { progress, signal }, async ({ onEvent }) => {
        for (const [at, event] of events) {
            now = 1000 + at;
            onEvent({ sequence: 0, timestamp: 0, ...event });
        }
        now = 1000 + end;
        if (failure) throw failure;
    });
    await engine.catch(() => undefined);
    now += 10;
    return trace.finish(failure !== undefined);
}

const told = (spans: readonly Span[]) =>
    spans.map(({ kind, title, start, end, failed, within }) => [kind, title, start, end, ...(failed ? ["failed"] : []), ...(within ? [within.title] : [])]);

describe("what the engine's events become", () => {
    test("a span a resource that changes, and one a task of a playbook: until the next, or the playbook's end", async () => {
        const spans = await replay(
            [
                [5, begins("plateau:index:Pki", "pki", "create", false)], // a component
                [5, begins(PLAYBOOK, "configuration-servers")],
                [6, begins(SERVICE, "web", "same")],
                [8, says(PLAYBOOK, "configuration-servers", "Set the clock<{%reset%}>")],
                [9, begins("pulumi:providers:kubernetes", "cluster")],
                [10, ends("pulumi:providers:kubernetes", "cluster")],
                [20, says(PLAYBOOK, "configuration-servers", "Keep the log")],
                [30, ends(PLAYBOOK, "configuration-servers")],
                [31, says(PLAYBOOK, "configuration-servers", "Late")],
                [32, begins(SERVICE, "web", "update")],
                [33, says(SERVICE, "web", "[1/2] token=abc")], // not a task: anything could be in it
                [34, ends(SERVICE, "web", "update")],
            ],
            40,
        );
        expect(told(spans)).toEqual([
            ["run", "up demo", 0, 50],
            ["engine", "Provisioning demo", 0, 40],
            ["resource", "Configuring servers", 5, 30],
            ["task", "Set the clock", 8, 20, "Configuring servers"],
            ["resource", "Provider kubernetes cluster", 9, 10],
            ["task", "Keep the log", 20, 30, "Configuring servers"],
            ["resource", "Service web (update)", 32, 34],
        ]);
    });

    test("what failed or was under way when all ended has failed, with its task", async () => {
        const spans = await replay(
            [
                [1, begins(DEPLOYMENT, "web")],
                [2, begins(PLAYBOOK, "database")],
                [3, says(PLAYBOOK, "database", "Copy the primary")],
                [4, fails(DEPLOYMENT, "web")],
            ],
            9,
            new Error("exit 255"),
        );
        expect(told(spans)).toEqual([
            ["run", "up demo", 0, 19, "failed"],
            ["engine", "Provisioning demo", 0, 9, "failed"],
            ["resource", "Deployment web", 1, 4, "failed"],
            ["resource", "Configuring database", 2, 9, "failed"],
            ["task", "Copy the primary", 3, 9, "failed", "Configuring database"],
        ]);
    });

    test("progress still shows only what a user waits for, in its own words", async () => {
        const events = [
            [1, begins(SERVICE, "quick")],
            [2, fails(SERVICE, "quick")],
            [3, begins(DEPLOYMENT, "web", "update")],
            [4, fails(DEPLOYMENT, "web")],
        ] as const;
        await replay(events, 9);
        expect(lines).toEqual([expect.stringMatching(/^✗ Deployment web \(/)]);
    });
});

test("a step is recorded however short it is, failed if it failed, and gives what it gave", async () => {
    let now = 7;
    const trace = new Trace("up demo", () => now);
    progress.recorder = trace;
    await expect(progress.step("Ansible", async () => "directory")).resolves.toBe("directory");
    now = 9;
    await expect(progress.step("Image node", () => Promise.reject(new Error("full")))).rejects.toThrow("full");
    now = 11;
    expect(told(trace.finish(false)).slice(1)).toEqual([
        ["step", "Ansible", 0, 0],
        ["step", "Image node", 2, 2, "failed"],
    ]);
});

/** The run and its spans, in milliseconds. */
const spansOf = (end: number, ...spans: (Partial<Span> & { title: string; start: number; end: number })[]): Span[] => [
    { kind: "run", title: "up demo", start: 0, end, failed: false },
    ...spans.map((span) => ({ kind: "resource" as const, failed: false, urn: span.title, ...span })),
];
const titles = (spans: readonly Span[]): string[] => spans.map(({ title }) => title);

describe("the critical path", () => {
    const graph = spansOf(
        100,
        { kind: "step", title: "set-up", start: 2, end: 10, urn: undefined },
        { title: "network", start: 12, end: 14 },
        { title: "server", start: 15, end: 40 },
        { title: "secret", start: 16, end: 44 },
        { title: "playbook", start: 45, end: 90 },
        { title: "other", start: 60, end: 80 },
    );
    const dependencies: Dependencies = new Map([
        ["network", []],
        ["server", ["network"]],
        ["playbook", ["server", "network"]],
        ["other", ["absent"]],
    ]);

    test("goes back over what each resource depends on, and counts what no span of it covers as waiting", () => {
        const { spans, waiting } = criticalPath(graph, dependencies);
        expect(titles(spans)).toEqual(["set-up", "network", "server", "playbook"]);
        expect(waiting).toBe(2 + 2 + 1 + 5 + 10);
    });

    test("takes what ended last before where nothing is known, or nothing known was made in this run", () => {
        const late = spansOf(100, ...graph.slice(2, 5), { title: "other", start: 60, end: 95 });
        expect(titles(criticalPath(late, dependencies).spans)).toEqual(["network", "secret", "other"]);
        expect(titles(criticalPath(late, NONE).spans)).toEqual(["network", "secret", "other"]);
    });

    test("does not take the dependencies of what is deleted: those wait for it", () => {
        const deletion = spansOf(30, { title: "a", start: 0, end: 5 }, { title: "b", start: 6, end: 9 }, { title: "c", start: 10, end: 30, operation: "delete-replaced" });
        expect(titles(criticalPath(deletion, new Map([["c", ["a"]]])).spans)).toEqual(["a", "b", "c"]);
    });

    test("ends also where spans last no time", () => {
        const instants = spansOf(5, { title: "a", start: 5, end: 5 }, { title: "b", start: 5, end: 5 });
        expect(titles(criticalPath(instants, NONE).spans)).toEqual(["a", "b"]);
        expect(criticalPath(spansOf(5), NONE)).toEqual({ spans: [], waiting: 5 });
    });

    test("knows that a resource waits for what its component waits for, and for its provider", async () => {
        const resources = [
            { urn: "component", custom: false, dependencies: ["database"] },
            { urn: "inner", custom: false, parent: "component" },
            { urn: "job", custom: true, parent: "inner", provider: "a::provider::uuid", dependencies: ["secret"] },
        ];
        const found = await dependenciesOf({ exportStack: async () => ({ version: 3, deployment: { resources } }) });
        expect(found.get("job")).toEqual(["secret", "database", "a::provider"]);
    });
});

test("a gap is where neither a step nor a resource was under way; run, engine and tasks do not fill it", () => {
    const spans = spansOf(
        50,
        { kind: "engine", title: "engine", start: 0, end: 50 },
        { title: "a", start: 5, end: 30 },
        { title: "b", start: 10, end: 20 },
        { kind: "task", title: "task", start: 31, end: 39 },
        { title: "c", start: 40, end: 49.5 },
    );
    expect(gaps(spans)).toEqual([
        { start: 0, end: 5 },
        { start: 30, end: 40 },
    ]);
});

/** A run with everything that there can be, and names that are not kind to XML. */
function example(): Span[] {
    const playbook: Span = { kind: "resource", title: 'Configuring <servers> & "others"', start: 6_000, end: 30_000, failed: false, urn: "playbook", type: PLAYBOOK };
    const tasks = Array.from({ length: 60 }, (_, index): Span => {
        const start = 6_500 + index * 390;
        return { kind: "task", title: `role : A task with a <b>name</b> that is a good deal too long to be shown ${index}`, start, end: start + 390, failed: index === 59, within: playbook };
    });
    const step: Span = { kind: "step", title: "Image node", start: 20, end: 2_700, failed: false };
    const engine: Span = { kind: "engine", title: "Provisioning demo", start: 3_000, end: 31_000, failed: true };
    const beside: Span = { kind: "resource", title: "Server db-1's", start: 7_000.0004, end: 9_000, failed: true };
    return [{ kind: "run", title: "up demo", start: 0, end: 31_500, failed: true }, step, engine, playbook, beside, ...tasks];
}

describe("the picture", () => {
    const profile = { spans: example(), dependencies: NONE, startedAt: new Date(0) };
    const svg = picture(profile);
    /** A row has its whole title as tooltip. */
    const row = ({ title }: Span) => `<g><title>${escape(title)}: `;

    test("has a row for every span, with its title, escaped", () => {
        for (const span of profile.spans) expect(svg.split(row(span))).toHaveLength(2);
        expect(svg).not.toMatch(/<servers>|<b>|db-1's/);
    });

    test("opens and closes its elements in pairs, and is no wider than a page", () => {
        for (const element of ["svg", "g", "title", "text", "style", "desc"])
            expect({ element, opened: svg.split(new RegExp(`<${element}[ >]`)).length }).toEqual({ element, opened: svg.split(`</${element}>`).length });
        expect(Number(/width="(\d+)"/.exec(svg)![1])).toBeLessThanOrEqual(1200);
    });

    test("puts every bar between beginning and end of the run, and no two rows on one line", () => {
        const bars = [...svg.matchAll(/<rect class="(?:run|step|engine|resource|task)[^"]*" x="([\d.]+)" y="(\d+)" width="([\d.]+)"/g)].map((bar) => bar.slice(1).map(Number));
        const drawn = bars.filter(([, y]) => y! > 100); // below the legend
        expect(drawn).toHaveLength(profile.spans.length);
        expect(new Set(drawn.map(([, y]) => y)).size).toBe(profile.spans.length);
        const [left, , width] = drawn[0]!;
        for (const [x, , wide] of drawn) expect(x! >= left! && x! + wide! <= left! + width! + 1.5).toBe(true);
    });

    test("highlights the critical path with the tasks of its playbooks, and says what was waited", () => {
        expect(svg.match(/<rect class="(resource|step|task) critical/g)).toHaveLength(62);
        expect(svg).toContain("Critical path: 2 steps and resources, 26.7 s at work and 4.8 s waiting. Nothing at all under way: 4.8 s.");
    });

    test("lists the longest fifteen of either kind", () => {
        const [, steps, tasks] = svg.split(/Longest steps and resources|Longest tasks of playbooks/);
        expect(steps!.match(/<g>/g)).toHaveLength(3);
        expect(tasks!.match(/<g>/g)).toHaveLength(15);
    });

    test("is the same for the same spans", () => expect(picture({ ...profile, spans: example() })).toBe(svg));
});

test("the trace is Chrome's format: whole microseconds, and within a thread events lie within each other or apart", () => {
    interface Event {
        readonly name: string;
        readonly ph: string;
        readonly ts: number;
        readonly dur: number;
        readonly pid: number;
        readonly tid: number;
    }
    const spans = example();
    const { traceEvents } = JSON.parse(chromeTrace(spans, NONE)) as { traceEvents: Event[] };
    const complete = traceEvents.filter(({ ph }) => ph === "X");
    expect(titles(spans).filter((title) => complete.every(({ name }) => name !== title))).toEqual([]);
    expect(complete).toHaveLength(spans.length + gaps(spans).length);
    for (const { ts, dur, pid, tid } of complete) for (const number of [ts, dur, pid, tid]) expect(Number.isInteger(number) && number >= 0).toBe(true);
    expect(complete).toContainEqual(expect.objectContaining({ name: "Image node", cat: "step", ts: 20_000, dur: 2_680_000 }));
    for (const a of complete)
        for (const b of complete) {
            if (a.pid !== b.pid || a.tid !== b.tid || a.ts > b.ts) continue;
            const apart = b.ts >= a.ts + a.dur;
            const nested = b.ts + b.dur <= a.ts + a.dur || (a.ts === b.ts && a.dur <= b.dur);
            expect({ a, b, fit: apart || nested }).toEqual({ a, b, fit: true });
        }
});

describe("a profiled run", () => {
    let home: string;
    beforeEach(async () => {
        home = await fs.mkdtemp(path.join(os.tmpdir(), "plateau-profile-"));
        process.env.XDG_DATA_HOME = home;
    });
    afterEach(async () => {
        delete process.env.XDG_DATA_HOME;
        await fs.rm(home, { recursive: true, force: true });
    });

    test("keeps its profile even when it fails, for the user only, and says where", async () => {
        const broken = profiled("demo", progress, async (opened) => {
            opened({ exportStack: () => Promise.reject(new Error("no state")) });
            await progress.step("Image <node>", () => Promise.reject(new Error("disk full")));
        });
        await expect(broken).rejects.toThrow("disk full");
        const directory = lines.at(-1)!.replace("Profile: ", "");
        expect(path.relative(home, directory)).toMatch(/^plateau\/profiles\/demo\/\d{4}-\d\d-\d\dT[\d-]+\.\d+Z$/);
        expect((await fs.readdir(directory)).sort()).toEqual(["profile.svg", "trace.json"]);
        for (const file of ["profile.svg", "trace.json"]) expect((await fs.stat(path.join(directory, file))).mode & 0o777).toBe(0o600);
        expect(await fs.readFile(path.join(directory, "profile.svg"), "utf8")).toContain("✗ Image &lt;node&gt;");
        expect(progress.recorder).toBeUndefined();
    });

    test("ends as its work did when the profile cannot be kept", async () => {
        await fs.writeFile(path.join(home, "plateau"), "a file where the directory should be");
        await expect(profiled("demo", progress, async () => 0)).resolves.toBe(0);
        expect(lines.at(-1)).toMatch(/^The profile could not be kept: .*plateau/);
    });
});
