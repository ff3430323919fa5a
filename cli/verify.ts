import * as path from "node:path";
import { connect } from "../referential/lab/connect";
import { CURRENT_EDITION } from "../referential/editions";
import { verify as runChecks } from "../referential/run";
import { select, SelectionError } from "../referential/select";
import { setUpMachine } from "../setup/machine";
import { dataDir } from "../setup/paths";
import { withAccess } from "./access";
import { requireEnvironment } from "./environment";
import { readPlan } from "./specification";
import { UserError } from "./errors";
import { exitStatus } from "./report/exit-status";
import { verifyDocument } from "./report/json";
import { storeReport } from "./report/store";
import { reportTable } from "./report/table";
import { requireRunning } from "./servers";
import { openStack } from "./stack";
import type { Verb } from "./verb";

/** `plateau verify`: the coverage matrix of the referential, from checks on the running environment. */
export const verify: Verb = {
    name: "verify",
    summary: "check every criterion of the referential on the running environment",
    details:
        "Looks at what runs, never at the configuration alone, and keeps the evidence of every verdict.\n" +
        "Ends with status 0 when no check failed and, with criteria given, all of those are demonstrated; --all asks for all 40.\n" +
        "Can be run at any time; what a check changes, it puts back.",
    options: (command) =>
        command
            .argument("[criteria...]", 'criteria or competencies, such as "CP7.2" or "CP7"; all of them by default')
            .option("--cp <list>", 'the same as a list: "CP2,CP7,CP10"')
            .option("--all", "fail unless every criterion is demonstrated", false),
    async run({ env, json, args, cp, all }, { progress, print, signal }) {
        const selection = [cp, ...args].filter(Boolean).join(",") || undefined;
        requireSelection(selection);
        const record = await requireEnvironment(env);
        const plan = await readPlan(record);
        const machine = await setUpMachine(progress, record.pluginKind, record.target);
        if (record.target === "local") await requireRunning(env);
        const stack = await openStack({ name: plan.name, machine });
        const report = await withAccess(stack, plan, machine, async (access) => {
            const { lab, redact, close } = await connect(access);
            return runChecks(lab, CURRENT_EDITION, selection, { redact, progress, signal }).finally(close);
        });
        const directory = path.join(dataDir(), "reports", env, report.startedAt.replaceAll(":", "-"));
        await storeReport(directory, report);
        print(json ? JSON.stringify(verifyDocument(report), null, 4) : `${reportTable(report, process.stdout.isTTY)}\n${directory}`);
        return exitStatus(report, { named: selection !== undefined, all: Boolean(all) });
    },
};

/** Refuses a wrong selection before anything is set up. */
function requireSelection(selection: string | undefined): void {
    try {
        select(CURRENT_EDITION, selection);
    } catch (error) {
        if (error instanceof SelectionError) throw new UserError("USAGE", error.message);
        throw error;
    }
}
