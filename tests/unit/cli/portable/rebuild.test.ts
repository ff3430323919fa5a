/** What an import looks at before it touches anything. */
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { load } from "js-yaml";
import type { Manifest } from "../../../../cli/portable/manifest";
import { Rebuild } from "../../../../cli/portable/rebuild";
import { formatSpecification } from "../../../../cli/portable/specification";
import { epilogue, prologue } from "../../../../cli/portable/restore-sql";
import { parseSpecification } from "../../../../infra/specification";

const NONE = { bytes: 0, sha256: "0".repeat(64) };
let directory: string;

beforeAll(async () => {
    directory = await fs.mkdtemp(path.join(os.tmpdir(), "plateau-rebuild-"));
    await fs.mkdir(path.join(directory, "databases"));
    await fs.writeFile(path.join(directory, "databases", "prod.dump.age"), "");
});
afterAll(() => fs.rm(directory, { recursive: true, force: true }));

function rebuild(changes: Partial<Manifest>): Rebuild {
    const manifest: Manifest = { format: 1, plateau: "0.1.0", environment: "demo", target: "local", written: "2026-11-27T08:00:00.000Z", stages: { prod: { migrations: ["0001_bookings"] } }, images: [], leftOut: [], members: { "databases/prod.dump": NONE }, ...changes };
    return new Rebuild("demo.tar", directory, manifest, undefined, false);
}

test("data of this application, in the open, is readable", async () => {
    await expect(rebuild({}).requireReadable()).resolves.toBeUndefined();
});

test.each<[string, Partial<Manifest>, string, RegExp]>([
    ["a migration that this version does not know", { stages: { prod: { migrations: ["0001_bookings", "0099_waiting_list"] } } }, "EXPORT_OTHER", /of a later application.*0099_waiting_list/],
    ["a stage without a dump", { members: {} }, "EXPORT_DAMAGED", /dump of prod is missing/],
    ["an encrypted dump and no key", { recipient: "age1abc", members: { "databases/prod.dump.age": NONE } }, "EXPORT_KEY", /encrypted to age1abc/],
])("%s is refused", async (_what, changes, code, sentence) => {
    await expect(rebuild(changes).requireReadable()).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) as string });
});

test("data of a stage that the specification does not have would have no place", () => {
    expect(() => rebuild({}).requireStages("copy", ["test", "prod"])).not.toThrow();
    expect(() => rebuild({}).requireStages("copy", ["test"])).toThrow(/no stage prod/);
});

test("a specification keeps every setting but the machine's network", () => {
    const specification = parseSpecification({ workers: 3, stages: ["prod"], cohort: "2026-11", network: "10.70.0.0/16" });
    const { config } = load(formatSpecification(specification)) as { config: Record<string, unknown> };
    expect(Object.keys(config)).not.toContain("plateau:network");
    const again = parseSpecification(Object.fromEntries(Object.entries(config).map(([key, value]) => [key.replace("plateau:", ""), value])));
    expect({ ...again, network: "10.70.0.0/16" }).toEqual(specification);
});

test("what is restored is one transaction, whose last line is the commit", () => {
    const statements = (sql: string) => sql.split("\n").filter((line) => /^(BEGIN|COMMIT|ROLLBACK)/.test(line));
    expect(statements(prologue("prod"))).toEqual(["BEGIN;"]);
    expect(statements(epilogue("prod", "plateau import 0"))).toEqual(["COMMIT;"]);
    expect(epilogue("prod", "plateau import 0").trim().split("\n").at(-1)).toBe("COMMIT;");
});
