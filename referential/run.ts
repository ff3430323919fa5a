/** Runs the checks of the selected criteria against an environment and reports what they saw. */
import { withFinding, type Check, type Finding, type Verdict } from "./checks";
import { CHECKS } from "./checks/all";
import { LATER } from "./checks/later";
import { competencyOf, type Criterion, type Edition, type Text } from "./edition";
import type { Lab } from "./lab";
import { inParallel } from "./parallel";
import { recorded, Recorder } from "./recorder";
import type { Redact } from "./redact";
import type { CriterionReport, Report } from "./report";
import { select } from "./select";
import { pause } from "./wait";

export interface VerifyOptions {
    readonly redact: Redact;
    /** Shows that a check is under way. */
    readonly progress?: { step<T>(title: string, work: () => Promise<T>): Promise<T> };
    /** Ends the run early; what the running checks have changed is still put back. */
    readonly signal?: AbortSignal;
}

/** As many as two cores and one bastion serve without slowing each other down. */
const CHECKS_AT_ONCE = 4;

/** Time for putting things back, whatever the check's own limit was. */
const CLEAN_UP_SECONDS = 60;

/** Longest wait for a check to notice that its time is over: its calls are ended at once. */
const LAST_WORDS_MS = 5_000;

/** @throws SelectionError before anything runs, if the selection names what the edition does not have. */
export async function verify(
    lab: Lab,
    edition: Edition,
    selection: string | undefined,
    options: VerifyOptions,
): Promise<Report> {
    const started = Date.now();
    const criteria = select(edition, selection);
    const checks = CHECKS[edition.id] ?? {};
    const reports = new Map<string, CriterionReport>();
    const one = async (criterion: Criterion): Promise<void> => {
        const work = () => judge(lab, criterion, checks[criterion.id], options);
        const shown = checks[criterion.id] && options.progress;
        reports.set(criterion.id, await (shown ? shown.step(`Checking ${criterion.id}`, work) : work()));
    };
    // What changes something comes last and alone: a restarted container must not be another check's surprise.
    await inParallel(
        CHECKS_AT_ONCE,
        criteria.filter(({ id }) => !checks[id]?.alone),
        one,
    );
    await inParallel(
        1,
        criteria.filter(({ id }) => checks[id]?.alone),
        one,
    );
    return {
        edition,
        environment: lab.plan.environment.name,
        startedAt: new Date(started).toISOString(),
        durationMs: Date.now() - started,
        criteria: criteria.map(({ id }) => reports.get(id)!),
    };
}

async function judge(
    lab: Lab,
    criterion: Criterion,
    check: Check | undefined,
    options: VerifyOptions,
): Promise<CriterionReport> {
    const { id, text } = criterion;
    const common = { id, competency: competencyOf(id), text, later: LATER[id] };
    if (!check) {
        return {
            ...common,
            status: "not demonstrated",
            expected: "",
            seen: "",
            findings: [],
            evidence: [],
            durationMs: 0,
        };
    }
    const started = Date.now();
    const recorder = new Recorder(options.redact);
    const { ok, expected, seen, findings } = await runCheck(lab, check, recorder, options.signal);
    return {
        ...common,
        status: ok ? "demonstrated" : "failed",
        expected,
        seen: options.redact(seen),
        findings: findings.map((finding) => ({ ...finding, seen: options.redact(finding.seen) })),
        evidence: recorder.evidence,
        durationMs: Date.now() - started,
    };
}

/** Runs one check within its time, then puts back what it changed. */
export async function runCheck(lab: Lab, check: Check, recorder: Recorder, signal?: AbortSignal): Promise<Verdict> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), check.timeoutSeconds * 1000);
    const signals = signal ? AbortSignal.any([limit.signal, signal]) : limit.signal;
    const own = lab.with((channels) => recorded(channels, recorder), signals);
    try {
        const running = check.run(own);
        const verdict = await Promise.race([running, cutShort(signals, running)]);
        const late = limit.signal.aborted ? [outOfTime(check)] : signal?.aborted ? [INTERRUPTED] : [];
        return [...late, ...(await putBack(own))].reduce(withFinding, verdict);
    } finally {
        clearTimeout(timer);
    }
}

/** Once time is up, what the check has found so far if it still says so soon, else nothing. */
async function cutShort(signal: AbortSignal, running: Promise<Verdict>): Promise<Verdict> {
    await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        else signal.addEventListener("abort", () => resolve(), { once: true });
    });
    const nothing: Verdict = { ok: false, expected: "", seen: "", findings: [] };
    const answered = new AbortController();
    void running.then(() => answered.abort());
    return Promise.race([running, pause(LAST_WORDS_MS, answered.signal).then(() => nothing)]);
}

/** What could not be put back, as findings: an environment that a check has spoilt is no demonstration. */
async function putBack(lab: Lab): Promise<Finding[]> {
    const left: Finding[] = [];
    for (const cleanUp of lab.cleanUps) {
        try {
            await cleanUp(lab.with((channels) => channels, AbortSignal.timeout(CLEAN_UP_SECONDS * 1000)));
        } catch (error) {
            left.push({ fact: PUT_BACK, subject: "–", ok: false, expected: "no error", seen: String(error) });
        }
    }
    return left;
}

const IN_TIME: Text = { fr: "La vérification se termine à temps", en: "the check ends in time" };
const PUT_BACK: Text = { fr: "La vérification remet tout en place", en: "the check puts everything back" };

function outOfTime({ timeoutSeconds }: Check): Finding {
    return { fact: IN_TIME, subject: "–", ok: false, expected: `≤ ${timeoutSeconds} s`, seen: "failed: timed out" };
}

const INTERRUPTED: Finding = {
    fact: IN_TIME,
    subject: "–",
    ok: false,
    expected: "not interrupted",
    seen: "interrupted",
};
