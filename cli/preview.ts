import * as fs from "node:fs/promises";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { environmentDir } from "../setup/paths";
import { openEnvironment } from "./environment";
import { holding } from "./holding";
import { findEnvironment } from "./record";
import { prepare } from "./prepare";
import { provision } from "./provision";
import { withRefresh } from "./refresh";
import { PARALLEL } from "./stack";
import type { Verb } from "./verb";
import { policiesOf, Violations, type Violation } from "./violations";

interface Planned {
    readonly urn: string;
    readonly type: string;
    /** The engine's word: "create", "update", "replace", "delete", "same"; the steps of a replacement are one. */
    readonly operation: string;
}

const MARKS: Readonly<Record<string, string>> = { create: "+", update: "~", replace: "±", delete: "-" };

/** `plateau preview`: what `up` would do, resource by resource, without doing it. */
export const preview: Verb = {
    name: "preview",
    summary: "show what up would change, without changing it",
    details:
        "Sets up what is missing on this machine, then asks the engine; an environment that does not exist yet is left so.\n" +
        "Ends with status 1 when a policy is violated.",
    options: withRefresh,
    async run({ env, json, refresh }, context) {
        const existed = (await findEnvironment(env)) !== undefined;
        const record = await openEnvironment(env);
        const planned = new Map<string, Planned>();
        const violations = new Violations();
        const note = (event: EngineEvent) => {
            const step = event.resourcePreEvent?.metadata;
            if (step) planned.set(step.urn, { urn: step.urn, type: step.type, operation: /replac/.test(step.op) ? "replace" : step.op });
            violations.note(event);
        };
        await holding(env, "preview", async () => {
            try {
                const { stack } = await prepare(record, context);
                const asked = { ...policiesOf(env), parallel: PARALLEL, onEvent: note, refresh: Boolean(refresh) };
                await context.progress
                    .step(`Previewing ${env}`, () =>
                        provision(`Previewing ${env}`, context, (options) => stack.preview({ ...options, ...asked })),
                    )
                    .catch(violations.explain);
            } finally {
                if (!existed) await fs.rm(environmentDir(env), { recursive: true, force: true });
            }
        });
        const resources = [...planned.values()];
        const { found } = violations;
        context.print(json ? JSON.stringify({ environment: env, target: record.target, resources, violations: found }, null, 4) : report(env, resources, found));
        return found.length > 0 ? 1 : 0;
    },
};

function report(env: string, resources: readonly Planned[], violations: readonly Violation[]): string {
    const changed = resources.filter(({ operation }) => operation !== "same");
    const lines = changed.map(({ urn, type, operation }) => `  ${MARKS[operation] ?? operation} ${type}  ${urn.split("::").at(-1)}`);
    const counts = Map.groupBy(changed, ({ operation }) => operation);
    const sum = [...counts].map(([operation, steps]) => `${steps.length} ${operation}`).join(", ") || "nothing to change";
    const faults = violations.map(({ policy, message, urn }) => `  ✗ ${policy}: ${message} (${urn})`);
    return [...lines, ...faults, `${env}: ${sum}; ${resources.length - changed.length} same.`].join("\n");
}
