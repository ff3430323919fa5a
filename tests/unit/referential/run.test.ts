/** The runner: what becomes of a check's findings, its time limit and what it has to put back. */
import type { Channels } from "../../../referential/channels";
import { check, type Check, type CheckDefinition, verdictOf } from "../../../referential/checks";
import { CHECKS } from "../../../referential/checks/all";
import { CURRENT_EDITION } from "../../../referential/editions";
import { Lab } from "../../../referential/lab";
import { inParallel } from "../../../referential/parallel";
import { Recorder } from "../../../referential/recorder";
import { runCheck, verify } from "../../../referential/run";
import { pause, waitUntil } from "../../../referential/wait";
import { fakeLab } from "./fake-lab";

const FACT = { fr: "Un fait", en: "a fact" };
const define = (look: CheckDefinition<"fact">["look"], more: Partial<CheckDefinition<"fact">> = {}) =>
    check({ facts: { fact: FACT }, look, ...more });
const run = (lab: Lab, definition: ReturnType<typeof define>) =>
    runCheck(lab, definition, new Recorder((text) => text));

describe("a verdict", () => {
    const finding = { fact: FACT, subject: "db-1", ok: true, expected: "running", seen: "running" };

    test("holds when every finding does", () => {
        expect(verdictOf([FACT], [finding])).toMatchObject({ ok: true, seen: "all 1 findings hold" });
    });

    test("falls with one finding, and says which", () => {
        const wrong = { ...finding, subject: "db-2", ok: false, seen: "degraded" };
        expect(verdictOf([FACT], [finding, wrong])).toMatchObject({
            ok: false,
            seen: "db-2: a fact: expected running, seen degraded",
        });
    });

    test("falls when a fact was not looked at: an empty list proves nothing", () => {
        expect(verdictOf([FACT, { fr: "Autre", en: "another" }], [finding]).ok).toBe(false);
        expect(verdictOf([], []).ok).toBe(false);
    });
});

describe("running a check", () => {
    test("an error ends it, with what was found before", async () => {
        const verdict = await run(
            fakeLab({}),
            define(async (_, findings) => {
                findings.equal("fact", "db-1", "a", "a");
                throw new Error("connection refused");
            }),
        );
        expect(verdict.ok).toBe(false);
        expect(verdict.findings.map(({ subject, ok, seen }) => [subject, ok, seen])).toEqual([
            ["db-1", true, "a"],
            ["–", false, "connection refused"],
        ]);
    });

    test("out of time it has failed, says so, keeps its findings and ends its calls", async () => {
        let ended = false;
        const slow: Partial<Channels> = {
            ssh: (_, __, options) =>
                pause(60_000, options?.signal).then(() => {
                    ended = true;
                    throw new Error("ended");
                }),
        };
        const verdict = await run(
            fakeLab({ over: slow }),
            define(
                async (lab, findings) => {
                    findings.equal("fact", "db-1", "a", "a");
                    await lab.ssh("db-1", "sleep 60");
                },
                { timeoutSeconds: 0.05 },
            ),
        );
        expect(ended).toBe(true);
        expect(verdict.ok).toBe(false);
        expect(verdict.seen).toContain("expected ≤ 0.05 s, seen failed: timed out");
        expect(verdict.findings.some(({ ok, seen }) => ok && seen === "a")).toBe(true);
    });

    test("what it changed is put back in reverse order, also out of time, with calls that work again", async () => {
        const done: string[] = [];
        const verdict = await run(
            fakeLab({ ssh: { "db-1 true": "" } }),
            define(
                async (lab) => {
                    lab.afterwards(async (after) => void done.push(`first ${after.signal?.aborted}`));
                    lab.afterwards(async (after) => void (await after.shell("db-1", "true"), done.push("second")));
                    await pause(60_000, lab.signal);
                },
                { timeoutSeconds: 0.05 },
            ),
        );
        expect(done).toEqual(["second", "first false"]);
        expect(verdict.ok).toBe(false);
    });

    test("a check that leaves something behind has failed", async () => {
        const verdict = await run(
            fakeLab({}),
            define(async (lab, findings) => {
                findings.equal("fact", "db-1", "a", "a");
                lab.afterwards(() => Promise.reject(new Error("pod is still there")));
            }),
        );
        expect(verdict.ok).toBe(false);
        expect(verdict.seen).toContain(
            "the check puts everything back: expected no error, seen Error: pod is still there",
        );
    });
});

describe("verify", () => {
    const checks = CHECKS[CURRENT_EDITION.id] as Record<string, Check>;
    const real = { ...checks };
    afterEach(() => Object.assign(checks, real));

    test("a criterion without a check is not demonstrated; one that holds is, with its evidence", async () => {
        checks["CP2.1"] = define(async (lab, findings) =>
            findings.equal("fact", "db-1", "up", (await lab.shell("db-1", "uptime")).trim()),
        );
        const lab = fakeLab({ ssh: { "db-1 uptime": "up\n" } });
        const report = await verify(lab, CURRENT_EDITION, "CP2.1,CP11.1", { redact: (text) => text });
        expect(report.criteria.map(({ id, status }) => [id, status])).toEqual([
            ["CP2.1", "demonstrated"],
            ["CP11.1", "not demonstrated"],
        ]);
        expect(report.criteria[0]!.evidence).toHaveLength(1);
        expect(report.criteria[0]!.evidence[0]).toMatchObject({ command: "ssh db-1 uptime", output: "up" });
        expect(report.environment).toBe("demo");
    });

    test("secrets stay out of findings", async () => {
        checks["CP2.1"] = define(async (_, findings) => findings.equal("fact", "db-1", "up", "hunter2-secret"));
        const report = await verify(fakeLab({}), CURRENT_EDITION, "CP2.1", {
            redact: (t) => t.replaceAll("hunter2-secret", "***"),
        });
        expect(JSON.stringify(report)).not.toContain("hunter2-secret");
    });

    test("what changes something runs after the others, and alone", async () => {
        const log: string[] = [];
        const traced = (id: string, alone: boolean) =>
            define(
                async (_, findings) => {
                    log.push(`${id} begins`);
                    await pause(5);
                    log.push(`${id} ends`);
                    findings.equal("fact", id, "a", "a");
                },
                { alone },
            );
        Object.assign(checks, {
            "CP2.1": traced("CP2.1", true),
            "CP2.2": traced("CP2.2", true),
            "CP2.3": traced("CP2.3", false),
        });
        await verify(fakeLab({}), CURRENT_EDITION, "CP2", { redact: (text) => text });
        expect(log.filter((line) => line.includes("begins"))).toEqual(["CP2.3 begins", "CP2.1 begins", "CP2.2 begins"]);
        expect(log.indexOf("CP2.1 ends")).toBeLessThan(log.indexOf("CP2.2 begins"));
        expect(log.indexOf("CP2.3 ends")).toBeLessThan(log.indexOf("CP2.1 begins"));
    });

    test("an interrupted run has not demonstrated anything", async () => {
        const stop = new AbortController();
        checks["CP2.1"] = define(async (lab, findings) => {
            findings.equal("fact", "db-1", "a", "a");
            stop.abort();
            await pause(1000, lab.signal);
        });
        const report = await verify(fakeLab({}), CURRENT_EDITION, "CP2.1", {
            redact: (text) => text,
            signal: stop.signal,
        });
        expect(report.criteria[0]).toMatchObject({ status: "failed" });
        expect(report.criteria[0]!.seen).toContain("interrupted");
    });
});

test("inParallel keeps the limit and leaves nothing out", async () => {
    let [now, most] = [0, 0];
    const done: number[] = [];
    await inParallel(3, [1, 2, 3, 4, 5, 6, 7], async (item) => {
        most = Math.max(most, ++now);
        await pause(2);
        now--;
        done.push(item);
    });
    expect(most).toBe(3);
    expect(done.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("waitUntil gives up after its limit, with the last error", async () => {
    const wait = { what: "the answer", limitSeconds: 0.05, intervalSeconds: 0.01 };
    await expect(waitUntil(wait, async () => Promise.reject(new Error("refused")))).rejects.toThrow(
        "the answer has not come about within 0.05 s: refused",
    );
    let asked = 0;
    await expect(waitUntil(wait, async () => (++asked === 3 ? "yes" : undefined))).resolves.toBe("yes");
});
