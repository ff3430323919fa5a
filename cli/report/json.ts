/** The document that `verify --json` prints. Programs read it: a change of its form is a breaking change. */
import type { Report, Status } from "../../referential/report";

/** A conclusion of the check, or something that it ran to come to one. */
export type EvidenceDocument =
    | { kind: "finding"; fact: string; subject: string; ok: boolean; expected: string; seen: string }
    | {
          kind: "run";
          command: string;
          output: string;
          startedAt: string;
          durationMs: number;
          sha256: string;
          times: number;
      };

export interface VerifyDocument {
    edition: string;
    environment: string;
    criteria: { id: string; competency: string; status: Status; evidence: EvidenceDocument[] }[];
}

export function verifyDocument(report: Report): VerifyDocument {
    return {
        edition: report.edition.id,
        environment: report.environment,
        criteria: report.criteria.map(({ id, competency, status, findings, evidence }) => ({
            id,
            competency,
            status,
            evidence: [
                ...findings.map(({ fact, ...rest }) => ({ kind: "finding" as const, fact: fact.en, ...rest })),
                ...evidence.map((entry) => ({ kind: "run" as const, ...entry })),
            ],
        })),
    };
}
