import { exitStatus } from "../../../cli/report/exit-status";
import { CURRENT_EDITION } from "../../../referential/editions";
import type { CriterionReport, Report, Status } from "../../../referential/report";
import { select } from "../../../referential/select";
import { exampleReport } from "./example-report";

const PLAIN = { named: false, all: false };

function report(...statuses: Status[]): Report {
    const template = exampleReport.criteria[0]!;
    return { ...exampleReport, criteria: statuses.map((status): CriterionReport => ({ ...template, status })) };
}

test.each<[string, Status[], { named: boolean; all: boolean }, number]>([
    ["all demonstrated", ["demonstrated", "demonstrated"], PLAIN, 0],
    ["nothing failed, something open", ["demonstrated", "not demonstrated"], PLAIN, 0],
    ["one failed", ["demonstrated", "failed"], PLAIN, 1],
    ["named and demonstrated", ["demonstrated"], { named: true, all: false }, 0],
    ["named and open", ["demonstrated", "not demonstrated"], { named: true, all: false }, 1],
    ["named and failed", ["failed"], { named: true, all: false }, 1],
    ["named, but nothing was looked at", [], { named: true, all: false }, 1],
    ["all asked for, a part demonstrated", ["demonstrated"], { named: false, all: true }, 1],
])("%s: %j with %j gives %d", (_, statuses, demand, expected) => {
    expect(exitStatus(report(...statuses), demand)).toBe(expected);
});

test("--all is content with all 40 and nothing less", () => {
    const every: Status[] = select(CURRENT_EDITION).map(() => "demonstrated");
    expect(exitStatus(report(...every), { named: false, all: true })).toBe(0);
    expect(exitStatus(report(...every.slice(1)), { named: false, all: true })).toBe(1);
    expect(exitStatus(report(...every.slice(1), "not demonstrated"), { named: false, all: true })).toBe(1);
});
