import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs/promises";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { versions } from "../../../setup/versions";

/** Milliseconds; for the tests that wait for them. */
const LIMITS = { answer: 1000, stall: 1000 };
const PROGRAM = "#!/bin/sh\necho it runs\n";

let work: string;
let dir: string;
let server: http.Server;
let base: string;
let answers: Record<string, http.RequestListener>;
let asked: string[];
let notes: string[];
let downloads: typeof import("../../../setup/downloads");

beforeEach(async () => {
    work = await fs.mkdtemp(path.join(os.tmpdir(), "plateau-downloads-"));
    dir = path.join(work, "tool");
    await fs.mkdir(dir);
    asked = [];
    notes = [];
    answers = {};
    server = http.createServer((request, response) => {
        asked.push(request.url!);
        const answer = answers[request.url!];
        if (answer) answer(request, response);
        else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    jest.resetModules(); // each test is a run of its own: what one learns of a host is forgotten by the next
    downloads = await import("../../../setup/downloads");
});

afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await fs.rm(work, { recursive: true, force: true });
});

const report = { note: (text: string) => void notes.push(text) };
const sha256 = (data: Buffer | string) => createHash("sha256").update(data).digest("hex");
const gives =
    (data: Buffer | string): http.RequestListener =>
    (_, response) =>
        void response.end(data);

/** A .tar.gz with `release/NAME` for each name. */
async function archiveOf(...names: string[]): Promise<Buffer> {
    const from = await fs.mkdtemp(path.join(work, "archive-"));
    await fs.mkdir(path.join(from, "release"));
    for (const name of names) await fs.writeFile(path.join(from, "release", name), PROGRAM);
    return execFileSync("tar", ["-czf", "-", "-C", from, "release"]);
}

test("an archive with the right checksum gives the wanted program and nothing else, through redirects", async () => {
    const archive = await archiveOf("engine", "unwanted");
    answers["/release"] = (_, response) => void response.writeHead(302, { location: `${base}/stored` }).end();
    answers["/stored"] = gives(archive);
    const engine = { url: `${base}/release`, sha256: sha256(archive), member: "release/engine" };
    expect(await downloads.download({ engine }, dir, report)).toBe(true);
    expect(await fs.readdir(dir)).toEqual(["engine"]);
    expect(execFileSync(path.join(dir, "engine")).toString()).toBe("it runs\n");
    expect(notes).toEqual([]);
});

test("a file that is the program itself can be run", async () => {
    answers["/kubelet"] = gives(PROGRAM);
    expect(await downloads.download({ kubelet: { url: `${base}/kubelet`, sha256: sha256(PROGRAM) } }, dir, report)).toBe(true);
    expect(execFileSync(path.join(dir, "kubelet")).toString()).toBe("it runs\n");
});

test("the progress of a long download is told in steps of 10 MiB", async () => {
    const data = Buffer.alloc(25 * 1024 * 1024);
    answers["/long"] = gives(data);
    const told: string[] = [];
    await downloads.download({ long: { url: `${base}/long`, sha256: sha256(data) } }, dir, { status: (text) => void told.push(text) });
    expect(told).toEqual(["downloading long, 10 MiB", "downloading long, 20 MiB"]);
});

test("a wrong checksum leaves nothing, not even the programs before it, and is told", async () => {
    const archive = await archiveOf("second");
    answers["/first"] = gives(PROGRAM);
    answers["/second"] = gives(archive);
    const first = { url: `${base}/first`, sha256: sha256(PROGRAM) };
    const second = { url: `${base}/second`, sha256: sha256("what was published"), member: "release/second" };
    expect(await downloads.download({ first, second }, dir, report)).toBe(false);
    expect(await fs.readdir(dir)).toEqual([]);
    expect(notes).toEqual([expect.stringContaining(`its checksum is ${sha256(archive)} instead of ${second.sha256}`)]);
});

test("a page in place of the file has the wrong checksum", async () => {
    answers["/engine"] = gives("<html>This site is blocked.</html>");
    expect(await downloads.download({ engine: { url: `${base}/engine`, sha256: sha256(PROGRAM) } }, dir, report)).toBe(false);
    expect(await fs.readdir(dir)).toEqual([]);
});

test.each<[string, http.RequestListener]>([
    ["never answers", () => undefined],
    ["forbids", (_, response) => void response.writeHead(403).end("<html>This site is blocked.</html>")],
    ["drops the connection", (request) => void request.socket.destroy()],
])("a host that %s is given up without a word, and asked once in a run", async (_, answer) => {
    answers["/engine"] = answer;
    const engine = { url: `${base}/engine`, sha256: sha256(PROGRAM) };
    expect(await downloads.download({ engine }, dir, report, LIMITS)).toBe(false);
    answers["/other"] = gives(PROGRAM);
    expect(await downloads.download({ other: { ...engine, url: `${base}/other` } }, dir, report, LIMITS)).toBe(false);
    expect(asked).toEqual(["/engine"]);
    expect(notes).toEqual([]);
    expect(await fs.readdir(dir)).toEqual([]);
});

test.each<[string, (response: http.ServerResponse) => void, string]>([
    ["breaks", (response) => response.destroy(), "terminated"],
    ["stalls", () => undefined, "said nothing for 1 s"],
])("a download that %s half-way is given up and told", async (_, then, reason) => {
    answers["/engine"] = (_request, response) => {
        response.writeHead(200, { "content-length": PROGRAM.length });
        response.write(PROGRAM.slice(0, 5), () => setTimeout(() => then(response), 20));
    };
    expect(await downloads.download({ engine: { url: `${base}/engine`, sha256: sha256(PROGRAM) } }, dir, report, LIMITS)).toBe(false);
    expect(await fs.readdir(dir)).toEqual([]);
    expect(notes).toEqual([expect.stringContaining(reason)]);
});

test("a slow download goes on as long as something comes", async () => {
    answers["/engine"] = async (_, response) => {
        for (const piece of PROGRAM.split(/(?=\W)/)) {
            response.write(piece);
            await new Promise((resolve) => setTimeout(resolve, LIMITS.stall / 4));
        }
        response.end();
    };
    expect(await downloads.download({ engine: { url: `${base}/engine`, sha256: sha256(PROGRAM) } }, dir, report, LIMITS)).toBe(true);
});

test("an archive without the program is discarded and told", async () => {
    const archive = await archiveOf("another");
    answers["/release"] = gives(archive);
    const engine = { url: `${base}/release`, sha256: sha256(archive), member: "release/engine" };
    expect(await downloads.download({ engine }, dir, report)).toBe(false);
    expect(await fs.readdir(dir)).toEqual([]);
    expect(notes).toEqual([expect.stringContaining("tar")]);
});

describe("in the cache", () => {
    const before = { ...process.env };

    beforeEach(async () => {
        process.env.XDG_CACHE_HOME = path.join(work, "cache");
        process.env.PATH = `${work}:${process.env.PATH}`;
        // A `go` whose build writes a word where the program should be.
        await fs.writeFile(path.join(work, "go"), '#!/bin/sh\ncase $1 in env) echo go1.99.0 ;; build) while [ "$1" != -o ]; do shift; done; echo built >"$2" ;; esac\n', { mode: 0o755 });
    });

    afterEach(() => {
        process.env = { ...before };
    });

    const offer = (url: string) => {
        const offers = downloads.OFFICIAL as Record<string, import("../../../setup/downloads").Downloads>;
        offers.pulumi = { pulumi: { url, sha256: sha256(PROGRAM) } };
    };

    test("a downloaded tool lies where a built one would, and its origin is known", async () => {
        const go = await import("../../../setup/go");
        answers["/pulumi"] = gives(PROGRAM);
        offer(`${base}/pulumi`);
        const made = await go.buildGoTool(go.GO_TOOLS[0]!);
        expect(await go.findGoTool("pulumi")).toBe(made);
        expect(await fs.readdir(made)).toEqual(["pulumi"]);
        expect(await fs.readFile(path.join(made, "pulumi"), "utf8")).toBe(PROGRAM);
        expect(await go.originOf(made)).toBe("official download");
    });

    test("a tool whose download is not to be had is built", async () => {
        const go = await import("../../../setup/go");
        offer(`${base}/missing`);
        const made = await go.buildGoTool(go.GO_TOOLS[0]!);
        expect(await fs.readFile(path.join(made, "pulumi"), "utf8")).toBe("built\n");
        expect(await go.findGoTool("pulumi")).toBe(made);
        expect(await go.originOf(made)).toBe("built from Go modules");
        expect(asked).toEqual(["/missing"]);
    });
});

test("the official downloads are the programs and versions that are pinned elsewhere", async () => {
    const { GO_TOOLS } = await import("../../../setup/go");
    const { default: official } = await import("../../../setup/downloads.json");
    for (const [name, programs] of Object.entries<import("../../../setup/downloads").Downloads>(official)) {
        const tool = GO_TOOLS.find((t) => t.name === name);
        expect(Object.keys(programs).sort()).toEqual(Object.keys(tool?.programs ?? {}).sort());
        for (const [program, source] of Object.entries(programs)) {
            expect(source.url).toContain(`/v${versions[name as "pulumi" | "kubernetes" | "etcd"]}/`);
            expect(source.url).toMatch(/^https:/);
            expect(source.sha256).toMatch(/^[0-9a-f]{64}$/);
            expect((source.member ?? source.url).split("/").pop()).toBe(program);
        }
    }
});
