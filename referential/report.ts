/** The outcome of a verification, before anybody renders it. */
import type { Finding } from "./checks";
import type { Edition, Text } from "./edition";
import type { Evidence } from "./recorder";

/** "not demonstrated" is what a criterion without a check gets: nothing is known about it, which is not "ok". */
export type Status = "demonstrated" | "failed" | "not demonstrated";

export interface CriterionReport {
    readonly id: string;
    readonly competency: string;
    readonly text: Text;
    readonly status: Status;
    /** What the check stands for, and in one sentence what it saw. Empty without a check. */
    readonly expected: string;
    readonly seen: string;
    readonly findings: readonly Finding[];
    readonly evidence: readonly Evidence[];
    /** Evidence that no check gathers yet, and what will bring it. */
    readonly later?: Text;
    readonly durationMs: number;
}

export interface Report {
    readonly edition: Edition;
    readonly environment: string;
    /** ISO 8601, UTC. */
    readonly startedAt: string;
    readonly durationMs: number;
    /** In the referential's order; only those that were asked for. */
    readonly criteria: readonly CriterionReport[];
}
