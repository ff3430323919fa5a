/** Each check holds in a sound environment, and falls when one thing in it is wrong: the fact that it names. */
import { CHECKS } from "../../../referential/checks/all";
import { CURRENT_EDITION } from "../../../referential/editions";
import { Recorder } from "../../../referential/recorder";
import { runCheck } from "../../../referential/run";
import { environmentWith, type Rule, type Wrong } from "./sound-environment";
import { WRONG_APPLICATION } from "./wrong-application";
import { WRONG_INFRASTRUCTURE } from "./wrong-infrastructure";
import { WRONG_MONITORING } from "./wrong-monitoring";

const checks = CHECKS[CURRENT_EDITION.id]!;
const verdict = (criterion: string, ...wrong: Rule[]) =>
    runCheck(environmentWith(...wrong), checks[criterion]!, new Recorder((text) => text));

jest.setTimeout(60_000);
jest.mock("../../../referential/wait", () => ({
    ...jest.requireActual("../../../referential/wait"),
    // What a real environment is waited for is there at once here, or never.
    waitUntil: async ({ what }: { what: string }, probe: () => Promise<unknown>) => {
        const answer = await probe();
        if (answer === undefined) throw new Error(`${what} has not come about`);
        return answer;
    },
    pause: () => new Promise((resolve) => setImmediate(resolve)),
}));

const WRONG: readonly Wrong[] = [...WRONG_INFRASTRUCTURE, ...WRONG_APPLICATION, ...WRONG_MONITORING];

test.each(Object.keys(checks))("%s holds in a sound environment", async (criterion) => {
    const { ok, seen, findings } = await verdict(criterion);
    expect([seen, findings.filter((finding) => !finding.ok)]).toEqual([
        expect.stringMatching(/^all \d+ findings hold$/),
        [],
    ]);
    expect(ok).toBe(true);
});

test.each(WRONG)("%s falls when %s", async (criterion, _, rule, seen) => {
    const result = await verdict(criterion, rule);
    expect(result.ok).toBe(false);
    expect(result.seen).toContain(seen);
});

test("every check has a case in which it falls", () => {
    const fallen = new Set(WRONG.map(([criterion]) => criterion));
    expect(Object.keys(checks).filter((criterion) => !fallen.has(criterion))).toEqual([]);
});
