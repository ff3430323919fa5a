import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { CATALOGUE, UserError } from "../../../cli/errors";
import { explain, UserInterrupt } from "../../../cli/explain";
import { parseSpecification } from "../../../infra/specification";
import { SetupError } from "../../../setup/errors";
import { CommandError } from "../../../setup/run";

function explained(error: unknown, verbose = false): { status: number; lines: string[] } {
    const lines: string[] = [];
    const status = explain(error, { verbose, say: (text) => void lines.push(...text.split("\n").filter(Boolean)) });
    return { status, lines };
}

const thrownBy = (work: () => unknown): unknown => {
    try {
        return work();
    } catch (error) {
        return error;
    }
};

test("an expected fault is its sentence, the end of the output, and what to do", () => {
    const output = Array.from({ length: 30 }, (_, n) => `line ${n}`).join("\n");
    const fault = new UserError("PROVISIONING", "Provisioning demo failed.", output);
    expect(explained(fault)).toEqual({ status: 1, lines: ["Provisioning demo failed.", ...output.split("\n").slice(10), CATALOGUE.PROVISIONING.remedy] });
    expect(explained(fault, true).lines).toHaveLength(32);
});

test("a fault of the machine has status 3, one of the specification 2, an interruption 130", () => {
    expect(explained(new SetupError("engine", "No engine.", "Start it."))).toEqual({ status: 3, lines: ["No engine.", "Start it."] });
    expect(explained(thrownBy(() => parseSpecification({ workers: 9 })))).toMatchObject({ status: 2, lines: ["The specification has 1 fault(s):", expect.stringContaining("plateau:workers"), CATALOGUE.SPECIFICATION.remedy] });
    expect(explained(new UserInterrupt()).status).toBe(130);
});

test("anything else is a bug, with its stack", () => {
    const { status, lines } = explained(new TypeError("x is not a function"));
    expect({ status, first: lines[0] }).toEqual({ status: 1, first: "This is a fault of Plateau itself, not of yours:" });
    expect(lines.join("\n")).toContain("explain.test");
});

describe("a disk that becomes full is no bug, whoever meets it", () => {
    const full = /^The disk is full \(\d+\.\d GiB free at \/.*\): .*(no space left on device|disk quota exceeded)/i;
    const stack = /\n {4}at /;

    test.each([
        ["a system call", Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" })],
        ["a program", new CommandError("tar -xzf", 2, "tar: pulumi: Wrote only 512 of 10240 bytes\ntar: write: No space left on device\ntar: giving up")],
        ["a resource", new UserError("PROVISIONING", "Provisioning demo failed.", "db-1: Error response from daemon: mkdir /var/lib/docker/overlay2/a: no space left on device")],
        ["a cause", new Error("the image was not built", { cause: new Error("write /x: disk quota exceeded") })],
    ])("%s", (_who, error) => {
        const { status, lines } = explained(error);
        expect(status).toBe(3);
        expect(lines[0]).toMatch(full);
        expect(lines.at(-1)).toBe(CATALOGUE.DISK_FULL.remedy);
        expect(lines.join("\n")).not.toMatch(stack);
    });

    test("what the kernel says of its watches is not about a disk", () => {
        expect(explained(new Error("inotify_add_watch: no space left on device")).lines[0]).toMatch(/fault of Plateau itself/);
    });
});

test.each([
    ["PASSPHRASE_LOST", "error: getting stack configuration: get stack secrets manager: incorrect passphrase"],
    ["STATE_DAMAGED", "error: failed to load checkpoint: place 1: unexpected end of JSON input"],
] as const)("%s, told by the engine", (code, said) => {
    const { status, lines } = explained(new Error(`code: 1\n stderr: ${said}`));
    expect({ status, remedy: lines.at(-1) }).toEqual({ status: 1, remedy: CATALOGUE[code].remedy });
    expect(lines[0]).toContain(said.replace("error: ", ""));
});

describe("the catalogue", () => {
    const ROOT = path.resolve(__dirname, "../../..");
    const sources = ["cli", "setup"].flatMap((dir) =>
        readdirSync(path.join(ROOT, dir), { recursive: true, encoding: "utf8" })
            .filter((file) => file.endsWith(".ts") && file !== "errors.ts")
            .map((file) => readFileSync(path.join(ROOT, dir, file), "utf8")),
    );
    /** Codes that a fault is made with; MACHINE stands for every SetupError, whose sentence is its own. */
    const used = new Set(sources.flatMap((text) => [...text.matchAll(/new UserError\(\s*"(\w+)"|CATALOGUE\.(\w+)\.exitStatus/g)].map(([, made, named]) => made ?? named!)));

    test("every fault in it can be met, and every fault that can be met is in it", () => {
        expect([...used].sort()).toEqual(Object.keys(CATALOGUE).sort());
    });

    test("every one has a sentence on when, and one on what to do", () => {
        for (const [code, { when, remedy }] of Object.entries(CATALOGUE)) expect({ code, ends: /[.]$/.test(when) && /[.]$/.test(remedy) }).toEqual({ code, ends: true });
    });
});
