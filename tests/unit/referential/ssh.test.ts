import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { secureShell } from "../../../referential/lab/ssh";

/** Stands in for the client: writes down what it is called with, takes a moment, and reaches nothing that the file "down" names. */
const CLIENT = `#!/bin/sh
here=$(dirname "$0")
shift 4
echo "$*" >> "$here/calls"
sleep 0.1
for word in "$@"; do grep -qx -e "$word" "$here/down" && { echo "no route" >&2; exit 255; }; done
echo "$*"
`;

const path = process.env["PATH"]!;
let directory: string;
beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "plateau-test-"));
    await writeFile(join(directory, "ssh"), CLIENT);
    await chmod(join(directory, "ssh"), 0o755);
    await writeFile(join(directory, "down"), "");
    process.env["PATH"] = `${directory}${delimiter}${path}`;
});
afterEach(async () => {
    process.env["PATH"] = path;
    await rm(directory, { recursive: true });
});

async function calls(): Promise<string[]> {
    return (await readFile(join(directory, "calls"), "utf8")).trim().split("\n");
}

test("commands that start at once share one connection a server, and one to the bastion", async () => {
    const { run } = secureShell("config");
    const commands = ["db-1", "worker-1", "db-1", "bastion", "worker-1"].map((server, index) => run(server, `command ${index}`));
    const results = await Promise.all(commands);
    expect(results.map(({ stdout }) => stdout.trim())).toContain("db-1 -- command 0");
    const openings = (await calls()).filter((call) => call.endsWith("true"));
    expect(openings[0]).toBe("bastion -- true");
    expect(openings.sort()).toEqual(["bastion -- true", "db-1 -- true", "worker-1 -- true"]);
});

test("options of one's own make a connection of one's own, through the bastion's", async () => {
    await secureShell("config").run("db-1", "id", { client: ["-l", "root"] });
    expect(await calls()).toEqual(["bastion -- true", "-o ControlPath=none -l root db-1 -- id"]);
});

test.each(["bastion", "db-1"])("while %s does not answer, that is each command's result, and the next one asks again", async (down) => {
    const { run } = secureShell("config");
    await writeFile(join(directory, "down"), down);
    await expect(Promise.all([run("db-1", "id"), run("db-1", "date")])).resolves.toMatchObject([
        { exitCode: 255, stderr: "no route\n" },
        { exitCode: 255, stderr: "no route\n" },
    ]);
    expect((await calls()).filter((call) => !call.endsWith("true"))).toEqual([]);
    await writeFile(join(directory, "down"), "");
    await expect(run("db-1", "id")).resolves.toMatchObject({ exitCode: 0, stdout: "db-1 -- id\n" });
});
