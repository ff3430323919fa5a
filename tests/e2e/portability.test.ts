/** An environment goes into one file, and comes out of it under another name: row by row, digest by digest. */
import { createReadStream } from "node:fs";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { Readable } from "node:stream";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import execa from "execa";
import { dump, restore } from "../../cli/portable/database";
import { runningImages } from "../../cli/portable/images";
import { inside as opened, type Inside } from "../../cli/portable/inside";
import type { Context } from "../../cli/verb";
import { bookPlace, cancelBooking, stateOf } from "../../referential/bookings";
import type { Lab } from "../../referential/lab";
import { ROOT } from "../../setup/paths";
import { run } from "../../setup/run";
import { plateau, plateauJson } from "./command";
import { inside } from "./inside";
import { ownEnvironment } from "./own-environment";

const FROM = "portable-a";
const TO = "portable-b";
const STAGES = ["test", "preprod", "prod"];
const SECRET = { name: "smtp", value: "pas-de-chance-42" };
const MINUTE = 60_000;

type Imported = { readonly stages: Readonly<Record<string, string>>; readonly remarks: readonly string[] };

ownEnvironment(FROM);

/** Also what a run that was killed has left. */
async function removeCopy(): Promise<void> {
    await plateau("down", "--env", TO);
    await fs.rm(path.join(ROOT, `Pulumi.${TO}.yaml`), { force: true });
}

let directory: string;
let file: string;
let identity: string;
let recipient: string;

beforeAll(async () => {
    await removeCopy();
    directory = await fs.mkdtemp(path.join(os.tmpdir(), "plateau-portability-"));
    file = path.join(directory, "export.tar");
    identity = path.join(directory, "identity");
    const key = await generateX25519Identity();
    recipient = await identityToRecipient(key);
    await fs.writeFile(identity, `# of a test\n${key}\n`, { mode: 0o600 });
}, 5 * MINUTE);

afterAll(async () => {
    await removeCopy();
    await fs.rm(directory, { recursive: true, force: true });
}, 5 * MINUTE);

const importInto = (env: string, ...options: string[]) => plateauJson<Imported>("import", file, "--env", env, "--identity", identity, ...options);

const SILENT = { step: <T>(_title: string, work: (step: { status(): void }) => Promise<T>) => work({ status: () => undefined }) };
const context = { progress: SILENT, signal: new AbortController().signal, print: () => undefined } as unknown as Context;
const within = <T>(env: string, work: (place: Inside) => Promise<T>) => opened(env, context, work);

/** Of every table its rows, counted and digested in their order; of every sequence where it stands. */
async function contentOf(lab: Lab, stage: string): Promise<Record<string, string>> {
    const ask = <T extends object>(query: string) => lab.sql<T>("db-1", `bookings_${stage}`, query);
    const relations = await ask<{ name: string; kind: string }>("SELECT relname AS name, relkind AS kind FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') ORDER BY 1");
    const found: Record<string, string> = {};
    for (const { name, kind } of relations) {
        const rows = "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS content";
        const [row] = await ask<{ content: string }>(kind === "S" ? `SELECT last_value::text AS content FROM ${name}` : `${rows} FROM ${name} t`);
        found[name] = row!.content;
    }
    return found;
}

const everything = (env: string) => inside(env, async (lab) => Object.fromEntries(await Promise.all(STAGES.map(async (stage) => [stage, await contentOf(lab, stage)]))) as Record<string, Record<string, string>>);

/** A booking whose work is done: nothing changes by itself any more. */
async function settledBooking(lab: Lab, stage: string): Promise<string> {
    const { id } = await bookPlace(lab, stage);
    await lab.until("the confirmation", 60, async (again) => (await stateOf(again, stage, id)) === "confirmed" || undefined);
    return id;
}

const noneQueued = (lab: Lab, stage: string) =>
    lab.until("an empty queue", 60, async (again) => (await again.sql("db-1", `bookings_${stage}`, "SELECT id FROM jobs WHERE state = 'queued'")).length === 0 || undefined);

let before: Record<string, Record<string, string>>;
let kept: string;

test("an export holds nothing that its reader should not see, and no key of the environment", async () => {
    await inside(FROM, async (lab) => {
        for (const stage of ["test", "prod", "prod"]) kept = await settledBooking(lab, stage);
        await cancelBooking(lab, "prod", await settledBooking(lab, "prod"));
        for (const stage of STAGES) await noneQueued(lab, stage);
        const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: SECRET.name }, stringData: { password: SECRET.value } };
        await lab.kubectl(["apply", "--namespace=prod", "--filename=-"], { stdin: JSON.stringify(secret) });
    });
    before = await everything(FROM);
    expect(Number(before["prod"]!["bookings"]!.split(" ")[0])).toBe(3);
    const { encrypted } = await plateauJson<{ encrypted: boolean }>("export", file, "--env", FROM, "--recipient", recipient);
    expect(encrypted).toBe(true);
    expect((await fs.stat(file)).mode & 0o077).toBe(0);
    expect((await fs.readdir(directory)).sort()).toEqual(["export.tar", "identity"]);
    const members = (await run("tar", ["--list", "--file", file])).split("\n");
    expect(members).toEqual(expect.arrayContaining(["specification.yaml", "databases/prod.dump.age", "rules/servers.rules.yaml", "images/index.json", "secrets/prod.yaml.age"]));
    expect(members.filter((name) => name.startsWith("secrets/"))).toEqual(["secrets/prod.yaml.age"]);
    const { stdout } = await execa("grep", ["--text", "--count", "--extended-regexp", `@plateau.example|${SECRET.value}|PGDMP|PRIVATE KEY`, file], { reject: false });
    expect(stdout).toBe("0");
}, 5 * MINUTE);

test("another environment gets every row, every sequence, the images by their digests, and the Secret", async () => {
    const images = () => within(FROM, runningImages);
    const wanted = await images();
    expect(wanted.size).toBe(9);
    // This machine no longer has what it built: only the images in the file have these digests.
    await run("docker", ["rmi", ...(await builtImages())]);
    const { stages, remarks } = await importInto(TO);
    expect(stages).toEqual({ test: "restored", preprod: "restored", prod: "restored" });
    expect(remarks.filter((remark) => !remark.startsWith("Not in the export: "))).toEqual([]);
    expect(await everything(TO)).toEqual(before);
    expect(await within(TO, runningImages)).toEqual(wanted);
    await inside(TO, async (lab) => {
        const { data } = await lab.kubernetes<{ data: { password: string } }>(`/api/v1/namespaces/prod/secrets/${SECRET.name}`);
        expect(Buffer.from(data.password, "base64").toString()).toBe(SECRET.value);
    });
}, 20 * MINUTE);

/** Tags of the application's images in the file. */
async function builtImages(): Promise<string[]> {
    const { images } = JSON.parse(await run("tar", ["--extract", "--to-stdout", "--file", file, "manifest.json"])) as { images: { name: string }[] };
    return images.map(({ name }) => name);
}

test("it goes on from there: a booking is found, cancelled and made; the program has nothing to repair", async () => {
    const { changes } = await plateauJson<{ changes: Record<string, number> }>("up", "--env", TO);
    expect(Object.keys(changes)).toEqual(["same"]);
    await inside(TO, async (lab) => {
        expect(await stateOf(lab, "prod", kept)).toBe("confirmed");
        await settledBooking(lab, "prod");
        await noneQueued(lab, "prod");
        const job = async () => (await lab.sql<{ last: number }>("db-1", "bookings_prod", "SELECT max(id) AS last FROM jobs"))[0]!.last;
        expect(await job()).toBeGreaterThan(Number(before["prod"]!["jobs_id_seq"]));
        await cancelBooking(lab, "prod", kept);
        await noneQueued(lab, "prod");
    });
    await plateau("verify", "CP5.1", "CP5.2", "CP6.1", "CP6.2", "--env", TO);
}, 10 * MINUTE);

test("a second import of the same file leaves what has been done since", async () => {
    const since = await everything(TO);
    expect((await importInto(TO)).stages).toEqual({ test: "was there", preprod: "was there", prod: "was there" });
    expect(await everything(TO)).toEqual(since);
}, 10 * MINUTE);

test("data that is none of the file's is replaced only if --replace says so; killed half-way, it is gone on with", async () => {
    const refused = await execa(path.join(ROOT, "plateau"), ["import", file, "--env", FROM, "--identity", identity], { reject: false });
    expect({ status: refused.exitCode, said: refused.stderr }).toEqual({ status: 1, said: expect.stringContaining("has data of its own in test, prod") });
    expect(await everything(FROM)).toEqual(before);
    // The databases are filled by then, and the application has no rights in them yet.
    const killed = execa(path.join(ROOT, "plateau"), ["import", file, "--env", TO, "--identity", identity, "--replace"], { buffer: false, reject: false });
    for await (const said of killed.stderr!) if (String(said).includes("Bringing the databases up to date")) killed.kill("SIGKILL");
    expect((await killed).signal).toBe("SIGKILL");
    expect(new Set(Object.values((await importInto(TO)).stages))).toEqual(new Set(["was there"]));
    expect(await everything(TO)).toEqual(before);
    await inside(TO, async (lab) => {
        await settledBooking(lab, "preprod"); // it has its rights again
        await noneQueued(lab, "preprod");
    });
    before = await everything(TO);
}, 10 * MINUTE);

test("a dump that breaks off half-way leaves a database as it was", async () => {
    const whole = path.join(directory, "prod.dump");
    await within(FROM, (place) => dump(place, "prod", async (output) => fs.writeFile(whole, output)));
    const { size } = await fs.stat(whole);
    for (const content of [createReadStream(whole, { end: size >> 1 }), Readable.from([Buffer.from("no dump at all")])]) {
        await expect(within(TO, (place) => restore(place, "prod", "nowhere", content))).rejects.toMatchObject({ code: "IMPORT_FAILED" });
    }
    expect(await everything(TO)).toEqual(before);
}, 5 * MINUTE);
