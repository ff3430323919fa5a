/** Exports of a few bytes: what was written is read, and nothing else is. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import type { Code } from "../../../../cli/errors";
import { openArchive, writeArchive } from "../../../../cli/portable/archive";
import { MANIFEST, type Manifest } from "../../../../cli/portable/manifest";

const ABOUT: Omit<Manifest, "format" | "members"> = { plateau: "0.1.0", environment: "demo", target: "local", written: "2026-11-27T08:00:00.000Z", stages: { prod: { migrations: ["0001_bookings"] } }, images: [], leftOut: [] };
const CONTENT = { "specification.yaml": "config: {}\n", "databases/prod.dump": "PGDMP and more", "rules/servers.rules.yaml": "groups: []\n", "images/oci-layout": "{}" };

let home: string;
let file: string;
let into: string;

beforeEach(async () => {
    home = await fs.mkdtemp(path.join(os.tmpdir(), "plateau-export-"));
    file = path.join(home, "demo.tar");
    into = path.join(home, "into");
    await fs.mkdir(into);
});

afterEach(() => fs.rm(home, { recursive: true, force: true }));

async function write(content: Readonly<Record<string, string>> = CONTENT): Promise<void> {
    const members = path.join(home, "members");
    for (const [name, text] of Object.entries(content)) {
        await fs.mkdir(path.dirname(path.join(members, name)), { recursive: true });
        await fs.writeFile(path.join(members, name), text);
    }
    await writeArchive(file, members, ABOUT);
}

const open = () => openArchive(file, into);

/** Takes an export apart, changes its files, and puts it together again with the manifest first. */
async function alter(change: (directory: string, manifest: Manifest) => Promise<unknown> | unknown): Promise<void> {
    const directory = path.join(home, "apart");
    await fs.mkdir(directory);
    execFileSync("tar", ["-xf", file, "-C", directory]);
    const manifest = JSON.parse(await fs.readFile(path.join(directory, MANIFEST), "utf8")) as Manifest;
    await change(directory, manifest);
    await fs.writeFile(path.join(directory, MANIFEST), JSON.stringify(manifest));
    execFileSync("tar", ["-cf", file, "-C", directory, MANIFEST, ...(await fs.readdir(directory)).filter((name) => name !== MANIFEST)]);
}

test("what was written is read, with the manifest first, by its owner alone", async () => {
    await write();
    const manifest = await open();
    expect(manifest).toMatchObject(ABOUT);
    for (const [name, text] of Object.entries(CONTENT)) expect(await fs.readFile(path.join(into, name), "utf8")).toBe(text);
    expect(execFileSync("tar", ["-tf", file], { encoding: "utf8" }).split("\n")[0]).toBe(MANIFEST);
    expect((await fs.stat(file)).mode & 0o777).toBe(0o600);
});

test.each<[string, () => Promise<unknown>, Code, string]>([
    ["no file", () => fs.rm(file), "EXPORT_DAMAGED", "There is no file"],
    ["an empty file", () => fs.truncate(file), "EXPORT_DAMAGED", "is not an export"],
    ["another kind of file", () => fs.writeFile(file, "a text"), "EXPORT_DAMAGED", "is not an export"],
    ["a file that was cut off", () => fs.truncate(file, 4_000), "EXPORT_DAMAGED", "was cut off or changed"],
    ["a member that was changed", () => alter((directory) => fs.writeFile(path.join(directory, "databases/prod.dump"), "PGDMP and less")), "EXPORT_DAMAGED", "prod.dump has another checksum"],
    ["a member that is gone", () => alter((directory) => fs.rm(path.join(directory, "specification.yaml"))), "EXPORT_DAMAGED", "a member is missing"],
    ["something unknown in the manifest", () => alter((_directory, manifest) => Object.assign(manifest, { run: "me" })), "EXPORT_DAMAGED", "is not an export"],
    ["a later format", () => alter((_directory, manifest) => Object.assign(manifest, { format: 2, plateau: "0.9.0" })), "EXPORT_OTHER", "has format 2, of Plateau 0.9.0"],
    ["a member whose name leads out", () => alter((_directory, { members }) => Object.assign(members, { "../outside": members["databases/prod.dump"] })), "EXPORT_DAMAGED", "is not an export"],
    ["a stage whose name is more than a name", () => alter((_directory, { stages }) => Object.assign(stages, { "prod; DROP": { migrations: [] } })), "EXPORT_DAMAGED", "is not an export"],
])("%s is refused in one sentence of the catalogue", async (_what, spoil, code, sentence) => {
    await write();
    await spoil();
    await expect(open()).rejects.toMatchObject({ code, message: expect.stringContaining(sentence) as string });
});

test("a link in place of a member is not followed, and what the manifest does not name is not unpacked", async () => {
    await write();
    await fs.writeFile(path.join(home, "outside"), CONTENT["databases/prod.dump"]); // even with the content that is wanted
    await alter(async (directory) => {
        await fs.rm(path.join(directory, "databases/prod.dump"));
        await fs.symlink(path.join(home, "outside"), path.join(directory, "databases/prod.dump"));
        await fs.writeFile(path.join(directory, "stowaway"), "");
    });
    await expect(open()).rejects.toMatchObject({ code: "EXPORT_DAMAGED", message: expect.stringContaining("prod.dump is missing") as string });
    expect(existsSync(path.join(into, "stowaway"))).toBe(false);
});

test("a write that fails leaves the file of before as it was, and nothing beside it", async () => {
    await fs.writeFile(file, "of before");
    const members = path.join(home, "members");
    await fs.mkdir(path.join(members, "databases"), { recursive: true });
    await fs.writeFile(path.join(members, "specification.yaml"), "config: {}");
    const before = process.env.PATH;
    await fs.writeFile(path.join(home, "tar"), '#!/bin/sh\nfor each; do [ "$half" = 1 ] && echo half > "$each"; [ "$each" = --file ] && half=1 || half=0; done\nexit 2\n', { mode: 0o755 });
    process.env.PATH = `${home}:${before}`;
    await expect(writeArchive(file, members, ABOUT)).rejects.toThrow("ended with status 2");
    process.env.PATH = before;
    expect(await fs.readFile(file, "utf8")).toBe("of before");
    expect(await fs.readdir(home)).not.toContain("demo.tar.half");
});
