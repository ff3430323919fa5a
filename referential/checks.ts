/** What a check is: facts that it looks for in the running environment, and the findings that bear them out or not. */
import type { Text } from "./edition";
import type { Lab } from "./lab";

/** One thing that was looked at. `expected` and `seen` are values as systems print them, in no language. */
export interface Finding {
    readonly fact: Text;
    /** What it was looked for on: a server, a workload, a flow. */
    readonly subject: string;
    readonly ok: boolean;
    readonly expected: string;
    readonly seen: string;
}

export interface Verdict {
    readonly ok: boolean;
    readonly expected: string;
    readonly seen: string;
    readonly findings: readonly Finding[];
}

export interface Check {
    /** Longest time that it may take before it counts as failed. */
    readonly timeoutSeconds: number;
    /** It changes something (and puts it back), so no other check runs beside it. */
    readonly alone: boolean;
    /** Never rejects: what keeps a check from looking is a finding like any other. */
    run(lab: Lab): Promise<Verdict>;
}

/** The checks of some criteria, by criterion. */
export type Checks<Criterion extends string = string> = Readonly<Record<Criterion, Check>>;

/** Where a running check puts what it sees. */
export interface Findings<Fact extends string> {
    /** `seen` has to be exactly `expected`. */
    equal(fact: Fact, subject: string, expected: string | number, seen: string | number | undefined): void;
    /** For anything else than equality: `expected` says in a few characters what `ok` stands for, such as "≤ 90 %". */
    that(fact: Fact, subject: string, ok: boolean, expected: string | number, seen: string | number): void;
}

export interface CheckDefinition<Fact extends string> {
    /** What a jury reads; each fact has to be borne out by at least one finding. */
    readonly facts: Readonly<Record<Fact, Text>>;
    /** @default 60 */
    readonly timeoutSeconds?: number;
    /** @default the check changes nothing and may run beside others */
    readonly alone?: boolean;
    look(lab: Lab, findings: Findings<Fact>): Promise<void>;
}

/** Makes a check of its facts and of the function that looks for them. */
export function check<Fact extends string>(definition: CheckDefinition<Fact>): Check {
    return {
        timeoutSeconds: definition.timeoutSeconds ?? 60,
        alone: definition.alone ?? false,
        async run(lab) {
            const found: Finding[] = [];
            const that: Findings<Fact>["that"] = (fact, subject, ok, expected, seen) =>
                void found.push({
                    fact: definition.facts[fact],
                    subject,
                    ok,
                    expected: `${expected}`,
                    seen: `${seen}`,
                });
            const equal: Findings<Fact>["equal"] = (fact, subject, expected, seen) =>
                that(fact, subject, `${expected}` === `${seen}`, expected, seen ?? "nothing");
            const finished = await definition.look(lab, { that, equal }).then(
                () => true,
                (error: unknown) => void found.push(broken(error)),
            );
            return verdictOf(Object.values(definition.facts), found, finished);
        },
    };
}

/**
 * All facts hold; a fact that nothing was found about does not, because an empty list of servers proves nothing.
 * @param finished whether the check came to its end; if not, why it did not is told rather than all that it did not see
 */
export function verdictOf(facts: readonly Text[], found: readonly Finding[], finished: boolean | void = true): Verdict {
    const unseen = facts
        .filter((fact) => finished && !found.some((finding) => finding.fact === fact))
        .map((fact) => ({ fact, subject: "–", ok: false, expected: "at least one", seen: "nothing to look at" }));
    const findings = [...found, ...unseen];
    const wrong = findings.filter((finding) => !finding.ok);
    return {
        ok: findings.length > 0 && wrong.length === 0,
        expected: facts.map((fact) => fact.en).join("; "),
        seen: wrong.length === 0 ? `all ${findings.length} findings hold` : wrong.map(sentence).join("; "),
        findings,
    };
}

/** A verdict with one more finding: what the runner saw, who knows of time limits and cleaning up. */
export function withFinding(verdict: Verdict, finding: Finding): Verdict {
    const facts = new Set(verdict.findings.map(({ fact }) => fact));
    return { ...verdictOf([...facts], [...verdict.findings, finding]), expected: verdict.expected };
}

const CARRIED_OUT: Text = { fr: "La vérification a pu être menée à bien", en: "the check could be carried out" };

function broken(error: unknown): Finding {
    const seen = error instanceof Error ? error.message : String(error);
    return { fact: CARRIED_OUT, subject: "–", ok: false, expected: "no error", seen };
}

/** "db-1: systemd is running: expected running, seen degraded" */
export function sentence(finding: Finding): string {
    return `${finding.subject}: ${finding.fact.en}: expected ${finding.expected}, seen ${finding.seen}`;
}
