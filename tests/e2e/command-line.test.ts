/** What the command says of itself and of wrong input; nothing here needs an environment. */
import * as path from "node:path";
import execa from "execa";
import { CATALOGUE } from "../../cli/errors";
import { ROOT } from "../../setup/paths";
import { plateau, plateauJson } from "./command";

const VERBS = ["up", "verify", "down", "list", "status", "preview", "doctor", "export", "import", "bundle", "aws", "test", "completion"];
const refused = (...args: string[]) => execa(path.join(ROOT, "plateau"), args, { reject: false, all: true });

jest.setTimeout(120_000);

test("help names every verb, and each verb says what a second run does or that it changes nothing", async () => {
    const help = await plateau("--help");
    for (const verb of VERBS) {
        expect(help).toMatch(new RegExp(`^  ${verb} `, "m"));
        expect(await plateau(verb, "--help")).toMatch(/again|Changes nothing|Reads|without changing|left so|at any time|Succeeds/);
    }
});

test.each([
    ["an unknown verb", ["upp"], /unknown command 'upp'/i, 2],
    ["an unknown flag", ["up", "--fast"], /unknown option '--fast'/i, 2],
    ["a name that is no DNS label", ["up", "--env", "Promo_2026"], /"Promo_2026" cannot be an environment's/, 2],
    ["a criterion that the referential does not have", ["verify", "CP99"], /CP99/, 2],
    ["an environment that does not exist", ["verify", "--env", "nowhere"], /There is no environment "nowhere"/, 1],
    ["a shell without a script", ["completion", "ksh"], /ksh/, 2],
])("%s is refused in one sentence with a remedy", async (_what, args, sentence, status) => {
    const { exitCode, stdout, stderr } = await refused(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: status, stdout: "" });
    const lines = stderr.trim().split("\n");
    expect(lines[0]).toMatch(sentence);
    expect(Object.values(CATALOGUE).map(({ remedy }) => remedy as string)).toContain(lines.at(-1));
});

test("the shell completes verbs, options and the names of environments", async () => {
    const next = async (...words: string[]) => (await plateau("complete", "--", ...words)).split("\n").map((line) => line.split("\t")[0]);
    expect(await next("")).toEqual(expect.arrayContaining(VERBS));
    expect(await next("")).not.toContain("provider");
    expect(await next("verify", "--c")).toContain("--cp");
    expect(await next("completion", "")).toEqual(expect.arrayContaining(["bash", "zsh"]));
    // The script itself is good bash.
    await execa("bash", ["-n"], { input: await plateau("completion", "bash") });
});

test("doctor finds on a machine that is set up everything that an environment needs", async () => {
    const { prerequisites } = await plateauJson<{ prerequisites: { name: string; state: string }[] }>("doctor");
    expect(prerequisites.length).toBeGreaterThan(20);
    expect(prerequisites.filter(({ state }) => state !== "found")).toEqual([]);
});
