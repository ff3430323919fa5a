/** Bundles of a small cache: a few bytes for each tool, and an engine that is a script. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { zstdCompressSync } from "node:zlib";
import { IMAGES_PART, toolPart, wanted } from "../../../cli/bundle/contents";
import { loadBundle } from "../../../cli/bundle/load";
import { formatManifest, MANIFEST, type Manifest } from "../../../cli/bundle/manifest";
import { writeBundle, type Sources } from "../../../cli/bundle/write";
import { CATALOGUE, UserError } from "../../../cli/errors";
import type { Context } from "../../../cli/verb";
import { findGoTool, GO_TOOLS, originOf } from "../../../setup/go";
import { cacheDir, ROOT } from "../../../setup/paths";
import { describePython, findAnsible } from "../../../setup/python";

/** Gives out its images as one line, and has each image that it was given since. */
const DOCKER = `#!/bin/sh
cd "$(dirname "$0")" || exit 1
echo "$1" >> calls
case "$1 $2" in
"info --format") echo 28.0.0 ;;
"save "*) [ ! -f broken ] || { echo "no such image" >&2; exit 1; }; shift; echo "$*" ;;
"load "*) cat > images ;;
"image inspect") grep -qsw "$3" images ;;
*) exit 1 ;;
esac
`;

/** Each test starts some dozens of short programs. */
jest.setTimeout(60_000);

let home: string;
let bundle: string;
let before: NodeJS.ProcessEnv;

/** A context whose steps are told by name before they begin. */
function contextOf(onStep: (title: string, abort: AbortController) => void = () => undefined): Context {
    const abort = new AbortController();
    const step = async (title: string, work: (step: { status(text: string): void }) => Promise<unknown>) => {
        onStep(title, abort);
        return work({ status: () => undefined });
    };
    return { signal: abort.signal, progress: { step, note: () => undefined }, print: () => undefined } as unknown as Context;
}

beforeEach(async () => {
    before = { ...process.env };
    home = await fs.mkdtemp(path.join(os.tmpdir(), "plateau-bundle-"));
    bundle = path.join(home, "room.bundle");
    await fs.mkdir(path.join(home, "bin"));
    await fs.writeFile(path.join(home, "bin", "docker"), DOCKER, { mode: 0o755 });
    process.env.PATH = `${path.join(home, "bin")}:${process.env.PATH}`;
    process.env.XDG_CACHE_HOME = path.join(home, "cache");
});

afterEach(async () => {
    process.env = before;
    await fs.rm(home, { recursive: true, force: true });
});

/** A directory for each part, with one program in it. */
async function sources(): Promise<Sources> {
    const made = path.join(home, "elsewhere", "ansible");
    const { parts } = await wanted();
    const names = Object.keys(parts).filter((name) => name !== IMAGES_PART);
    const directories = names.map((name) => [name, name === "ansible.tar.zst" ? made : path.join(home, "made", name)] as const);
    for (const [name, directory] of directories) {
        await fs.mkdir(path.join(directory, "bin"), { recursive: true });
        await fs.writeFile(path.join(directory, "bin", "program"), `#!${directory}/bin/python\n${name}\n`, { mode: 0o755 });
        await fs.writeFile(path.join(directory, "pyvenv.cfg"), `command = python3 -m venv ${directory}\n`);
    }
    const python = { ...(await describePython())!, made };
    return { directories, python, origins: { pulumi: "official download" } };
}

const write = async (context = contextOf()) => writeBundle(bundle, await sources(), context);
const load = (context = contextOf()) => loadBundle(bundle, context);
const calls = async (what: string) => (await fs.readFile(path.join(home, "bin", "calls"), "utf8")).split("\n").filter((call) => call === what).length;
const kubernetes = toolPart({ name: "kubernetes" });

/** Everything in the cache but the locks. */
const cached = async () => (await fs.readdir(cacheDir()).catch(() => [])).filter((name) => name !== "locks");

/** Takes a bundle apart, changes its files, and puts it together again with the manifest first. */
async function alter(change: (directory: string, manifest: Manifest) => Promise<void> | void): Promise<void> {
    const directory = path.join(home, "apart");
    await fs.mkdir(directory);
    execFileSync("tar", ["-xf", bundle, "-C", directory]);
    const manifest = JSON.parse(await fs.readFile(path.join(directory, MANIFEST), "utf8")) as Manifest;
    await change(directory, manifest);
    await fs.writeFile(path.join(directory, MANIFEST), formatManifest(manifest));
    execFileSync("tar", ["-cf", bundle, "-C", directory, MANIFEST, ...(await fs.readdir(directory)).filter((name) => name !== MANIFEST)]);
}

test("what was written is loaded into an empty cache, where each part belongs, and kept by a second load", async () => {
    expect(await write()).toBe((await fs.stat(bundle)).size);
    const { outcomes, remarks } = await load();
    expect({ outcomes: new Set(Object.values(outcomes)), remarks }).toEqual({ outcomes: new Set(["loaded"]), remarks: [] });
    for (const { name } of GO_TOOLS) {
        const directory = (await findGoTool(name))!;
        expect(await fs.readFile(path.join(directory, "bin", "program"), "utf8")).toContain(toolPart({ name }));
        expect(await originOf(directory)).toBe(name === "pulumi" ? "official download" : "built from Go modules");
    }
    const ansible = (await findAnsible())!;
    expect(await fs.readFile(path.join(ansible, "program"), "utf8")).toMatch(`#!${ansible}/python\n`);
    expect((await fs.stat(path.join(ansible, "program"))).mode & 0o777).toBe(0o755);

    expect(new Set(Object.values((await load()).outcomes))).toEqual(new Set(["was there"]));
    expect(await calls("load")).toBe(1);
});

test("two loads at once load everything once", async () => {
    await write();
    const results = await Promise.all([load(), load()]);
    expect(results.map(({ outcomes }) => outcomes[kubernetes]).sort()).toEqual(["loaded", "was there"]);
    expect(await calls("load")).toBe(1);
});

const changed = 'was cut off or changed after it was written';
const flip = async (file: string) => {
    const bytes = await fs.readFile(file);
    bytes[bytes.length >> 1]! ^= 1;
    await fs.writeFile(file, bytes);
};

test.each<[string, () => Promise<void>, keyof typeof CATALOGUE, string]>([
    ["no file", () => fs.rm(bundle), "BUNDLE_DAMAGED", "There is no file"],
    ["another kind of file", () => fs.writeFile(bundle, "a text"), "BUNDLE_DAMAGED", "is not a bundle"],
    ["a file that was cut off in its last part", async () => fs.truncate(bundle, (await fs.stat(bundle)).size - 10_300), "BUNDLE_DAMAGED", changed],
    ["a file that was cut off early", () => fs.truncate(bundle, 6_000), "BUNDLE_DAMAGED", changed],
    ["a part that was changed", () => alter((directory) => flip(path.join(directory, kubernetes))), "BUNDLE_DAMAGED", "has another checksum"],
    ["a part that is missing", () => alter((_directory, { parts }) => void delete parts[kubernetes]), "BUNDLE_DAMAGED", `${kubernetes} is missing`],
    ["a manifest with something unknown in it", () => alter((_directory, manifest) => void Object.assign(manifest, { run: "me" })), "BUNDLE_DAMAGED", "is not a bundle"],
    ["another architecture", () => alter((_directory, { machine }) => void (machine.architecture = "riscv64")), "BUNDLE_OTHER", `was written for riscv64; this machine is ${os.machine()}.`],
    ["another version", () => alter((_directory, { plateau }) => void (plateau.contents = "0123456789ab")), "BUNDLE_OTHER", "was written by Plateau 0.1.0 (0123456789ab)"],
])("%s is refused before anything is used", async (_what, spoil, code, sentence) => {
    await write();
    await spoil();
    const error = await load().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ code, message: expect.stringContaining(sentence) });
    expect(await cached()).toEqual([]);
    expect(existsSync(path.join(home, "bin", "images"))).toBe(false);
});

test.each([
    ["a path that leads out of its directory", ["--transform=s,^,../../../../,"]],
    ["a link that leads out, and a file behind it", ["--transform=s,^bin/program,out/escaped,"]],
])("%s puts nothing outside the cache, and leaves no entry", async (_what, options) => {
    await write();
    await alter(async (directory, { parts }) => {
        const evil = path.join(home, "evil");
        await fs.mkdir(path.join(evil, "bin"), { recursive: true });
        await fs.writeFile(path.join(evil, "bin", "program"), "");
        await fs.symlink(home, path.join(evil, "out"));
        const tar = execFileSync("tar", ["-c", "-P", "-C", evil, ...options, "out", "bin/program"]);
        const packed = zstdCompressSync(tar);
        await fs.writeFile(path.join(directory, kubernetes), packed);
        Object.assign(parts[kubernetes]!, { bytes: packed.length, sha256: createHash("sha256").update(packed).digest("hex") });
    });
    await expect(load()).rejects.toThrow();
    expect(await findGoTool("kubernetes")).toBeUndefined();
    expect(await findGoTool("pulumi")).toBeDefined(); // it stands before the other
    const everything = execFileSync("find", [home, "-name", "escaped", "-o", "-name", "program", "-not", "-path", "*/made/*", "-not", "-path", "*/cache/*", "-not", "-path", "*/evil/*", "-not", "-path", "*/elsewhere/*"], { encoding: "utf8" });
    expect(everything).toBe("");
});

test("a load that is interrupted leaves nothing half-made, and the next one completes it", async () => {
    await write();
    const interrupted = contextOf((title, abort) => title === `Loading ${kubernetes}` && abort.abort(new Error("Ctrl-C")));
    await expect(load(interrupted)).rejects.toThrow("Ctrl-C");
    expect(await findGoTool("kubernetes")).toBeUndefined();
    expect(await findGoTool("pulumi")).toBeDefined();
    const { outcomes } = await load();
    expect(outcomes).toMatchObject({ [toolPart({ name: "pulumi" })]: "was there", [kubernetes]: "loaded", [IMAGES_PART]: "loaded" });
    expect(await findGoTool("kubernetes")).toBeDefined();
});

test("Ansible that was bundled for another Python is left out, and said so", async () => {
    await write();
    await alter((_directory, { python }) => void (python.version = "3.99"));
    const { outcomes, remarks } = await load();
    expect(outcomes["ansible.tar.zst"]).toBe("left out");
    expect(remarks.join()).toContain("it was bundled for Python 3.99");
    expect(await findAnsible()).toBeUndefined();
});

test("a write that fails leaves the file of before as it was, and nothing beside it", async () => {
    await fs.writeFile(bundle, "of before");
    await fs.writeFile(path.join(home, "bin", "broken"), "");
    await expect(write()).rejects.toThrow("no such image");
    expect(await fs.readFile(bundle, "utf8")).toBe("of before");
    expect((await fs.readdir(home)).filter((name) => name.startsWith("room"))).toEqual(["room.bundle"]);
});

test("no part is made of the state, keys or settings of a user", async () => {
    const { parts } = await wanted();
    expect(Object.values(parts).join("\n")).not.toMatch(/environments|pulumi-home|passphrase|\.ssh|\.config/);
});

describe("the launcher, on a machine without Node.js and npm packages", () => {
    let root: string;
    const launch = () => {
        const env = { HOME: home, XDG_CACHE_HOME: path.join(home, "cache"), PATH: "/usr/bin:/bin" };
        try {
            return { status: 0, said: execFileSync(path.join(root, "plateau"), ["bundle", "--load", bundle], { env, encoding: "utf8", stdio: "pipe" }) };
        } catch (error) {
            const { status, stderr } = error as { status: number; stderr: string };
            return { status, said: stderr };
        }
    };

    beforeEach(async () => {
        root = path.join(home, "clone");
        for (const file of ["plateau", "setup/bundle.sh", "setup/versions.json", "package-lock.json"]) await fs.cp(path.join(ROOT, file), path.join(root, file));
        const parts = await sources();
        const node = path.join(parts.directories[0]![1], "bin", "node");
        await fs.writeFile(node, '#!/bin/sh\necho "node $*"\n', { mode: 0o755 });
        await writeBundle(bundle, parts, contextOf());
    });

    test("takes both from the bundle and goes on with the bundle's Node.js", async () => {
        expect(launch()).toEqual({ status: 0, said: expect.stringContaining(`cli/main.ts bundle --load ${bundle}`) });
        expect(existsSync(path.join(root, "node_modules", "bin", "program"))).toBe(true);
        expect(await fs.readdir(root)).not.toContain("node_modules.half");
    });

    test.each<[string, (directory: string, manifest: Manifest) => Promise<void> | void, keyof typeof CATALOGUE, string]>([
        ["a changed Node.js", (directory) => flip(path.join(directory, "node.tar.gz")), "BUNDLE_DAMAGED", "node.tar.gz has another checksum"],
        ["another architecture", (_directory, { machine }) => void (machine.architecture = "riscv64"), "BUNDLE_OTHER", "was written for riscv64"],
        ["other npm packages", (_directory, { plateau }) => void (plateau.lock = "0".repeat(64)), "BUNDLE_OTHER", "its npm packages are others"],
    ])("refuses %s in the catalogue's words, before it unpacks anything", async (_what, change, code, sentence) => {
        await alter(change);
        const { status, said } = launch();
        expect({ status, last: said.trim().split("\n").at(-1) }).toEqual({ status: CATALOGUE[code].exitStatus, last: CATALOGUE[code].remedy });
        expect(said).toContain(sentence);
        expect(await cached()).toEqual([]);
        expect(existsSync(path.join(root, "node_modules"))).toBe(false);
    });
});
