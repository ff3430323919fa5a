/** What `verify` says to the shell that started it. */
import { competenciesOf } from "../../referential/edition";
import type { Report } from "../../referential/report";

export interface Demand {
    /** Criteria or competencies were named, with `--cp` or as an argument: each of them has to be demonstrated. */
    readonly named: boolean;
    /** `--all`: every criterion of the edition has to be demonstrated. */
    readonly all: boolean;
}

/** 1 if a check failed, or if something that was asked for is not demonstrated; else 0. */
export function exitStatus(report: Report, { named, all }: Demand): 0 | 1 {
    const { criteria, edition } = report;
    if (criteria.some(({ status }) => status === "failed")) return 1;
    const demonstrated = criteria.filter(({ status }) => status === "demonstrated").length;
    if (named && (demonstrated === 0 || demonstrated < criteria.length)) return 1;
    const total = competenciesOf(edition).reduce((sum, competency) => sum + competency.criteria.length, 0);
    return all && demonstrated < total ? 1 : 0;
}
