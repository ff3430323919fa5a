import { createHash } from "node:crypto";
import type { Channels } from "../../../referential/channels";
import { OUTPUT_LIMIT, recorded, Recorder } from "../../../referential/recorder";
import { redactor } from "../../../referential/redact";

const PASSWORD = 'pa"ss/word+1';

function channels(over: Partial<Channels> = {}): Channels {
    return {
        ssh: async () => ({ stdout: "running\n", stderr: "", exitCode: 0 }),
        kubectl: async () => ({ stdout: "", stderr: "not found\n", exitCode: 1 }),
        https: async () => ({ status: 200, headers: { "set-cookie": "session=1" }, body: "page", tls: "TLSv1.3" }),
        ansibleCheck: async () => ({ stdout: "ok", stderr: "", exitCode: 0 }),
        readFile: async () => "text",
        ...over,
    };
}

describe("redaction", () => {
    const redact = redactor([PASSWORD, "abc", "secret-long", "secret"]);

    test.each([
        ["as it is", PASSWORD],
        ["in base64, as Kubernetes shows it", Buffer.from(PASSWORD).toString("base64")],
        ["in a URL", encodeURIComponent(PASSWORD)],
        ["in JSON", JSON.stringify({ password: PASSWORD }).slice(13, -2)],
    ])("takes a secret out %s", (_, form) => {
        expect(redact(`before ${form} after`)).toMatch(/^before \[redacted\]=* after$/);
    });

    test("takes the longer of two secrets that begin alike", () => {
        expect(redact("a secret-long and a secret")).toBe("a [redacted] and a [redacted]");
    });

    test("leaves values alone that are too short to be secrets", () => {
        expect(redact("abc")).toBe("abc");
    });

    test("takes out private keys that nobody has listed", () => {
        const key = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----";
        expect(redact(`x ${key} y`)).toBe("x [redacted] y");
    });
});

describe("recording", () => {
    const redact = redactor([PASSWORD]);

    test("keeps the command, the output, the time and the digest", async () => {
        let clock = Date.UTC(2026, 10, 24, 9, 0, 0);
        const recorder = new Recorder(redact, () => clock);
        const slow = channels({
            ssh: async () => {
                clock += 250;
                return { stdout: "running\n", stderr: "a warning\n", exitCode: 3 };
            },
        });
        await recorded(slow, recorder).ssh("db-1", "systemctl is-system-running");
        const output = "running\na warning\n[exit status 3]";
        expect(recorder.evidence).toEqual([
            {
                command: "ssh db-1 'systemctl is-system-running'",
                output,
                startedAt: "2026-11-24T09:00:00.000Z",
                durationMs: 250,
                sha256: createHash("sha256").update(output).digest("hex"),
                times: 1,
            },
        ]);
    });

    test("no secret is kept, neither of the command nor of the output; the digest is of what is kept", async () => {
        const recorder = new Recorder(redact);
        const leaky = recorded(
            channels({ kubectl: async () => ({ stdout: PASSWORD, stderr: "", exitCode: 0 }) }),
            recorder,
        );
        await leaky.kubectl(["apply", "-f", "-"], { stdin: `password: ${PASSWORD}` });
        await leaky.https({
            port: "registry",
            host: "r",
            path: "/v2/",
            headers: { authorization: `Basic ${PASSWORD}` },
        });
        expect(JSON.stringify(recorder.evidence)).not.toContain(JSON.stringify(PASSWORD).slice(1, -1));
        expect(recorder.evidence[0]!.output).toBe("[redacted]");
        expect(recorder.evidence[0]!.sha256).toBe(createHash("sha256").update("[redacted]").digest("hex"));
        expect(recorder.evidence[1]!.output).not.toContain("set-cookie");
    });

    test("a call that fails is evidence too, and fails on", async () => {
        const recorder = new Recorder(redact);
        const broken = recorded(
            channels({ https: async () => Promise.reject(new Error("certificate has expired")) }),
            recorder,
        );
        await expect(broken.https({ port: "https", host: "prod.demo.localhost", path: "/" })).rejects.toThrow(
            "has expired",
        );
        expect(recorder.evidence[0]).toMatchObject({
            command: "GET https://prod.demo.localhost/ (port https)",
            output: "failed: certificate has expired",
        });
    });

    test("a repeated question is one entry with the last answer; any other is kept each time", async () => {
        const recorder = new Recorder(redact);
        const answers = ["1", "2", "3", "4", "5"];
        const lab = recorded(
            channels({ ssh: async () => ({ stdout: answers.shift()!, stderr: "", exitCode: 0 }) }),
            recorder,
        );
        await lab.ssh("db-1", "date");
        for (const server of ["db-1", "db-2", "db-1"]) await lab.ssh(server, "date", { repeated: true });
        await lab.ssh("db-1", "date");
        expect(recorder.evidence.map(({ output, times }) => [output, times])).toEqual([
            ["1", 1],
            ["4", 2],
            ["3", 1],
            ["5", 1],
        ]);
    });

    test("output without end is cut, and says so", async () => {
        const recorder = new Recorder(redact);
        const lab = recorded(channels({ readFile: async () => "x".repeat(OUTPUT_LIMIT + 1) }), recorder);
        await lab.readFile("README.md");
        expect(recorder.evidence[0]!.output).toMatch(/x\n\[cut: 524289 characters\]$/);
    });
});
