/** What the engine would do to a stack, and which policies that would violate. */
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import { provision } from "./provision";
import { PARALLEL } from "./stack";
import type { Context } from "./verb";
import { policiesOf, Violations, type Violation } from "./violations";

export interface Planned {
    readonly urn: string;
    readonly type: string;
    /** The engine's word: "create", "update", "replace", "delete", "same"; the steps of a replacement are one. */
    readonly operation: string;
}

export interface Planning {
    readonly resources: readonly Planned[];
    readonly violations: readonly Violation[];
}

const MARKS: Readonly<Record<string, string>> = { create: "+", update: "~", replace: "±", delete: "-" };

export async function planStack(env: string, stack: Stack, refresh: boolean, context: Context): Promise<Planning> {
    const planned = new Map<string, Planned>();
    const violations = new Violations();
    const onEvent = (event: EngineEvent) => {
        const step = event.resourcePreEvent?.metadata;
        if (step) planned.set(step.urn, { urn: step.urn, type: step.type, operation: /replac/.test(step.op) ? "replace" : step.op });
        violations.note(event);
    };
    const title = `Previewing ${env}`;
    await context.progress
        .step(title, () => provision(title, context, (options) => stack.preview({ ...options, ...policiesOf(env), parallel: PARALLEL, onEvent, refresh })))
        .catch(violations.explain);
    return { resources: [...planned.values()], violations: violations.found };
}

export function planningReport(env: string, { resources, violations }: Planning): string {
    const changed = resources.filter(({ operation }) => operation !== "same");
    const lines = changed.map(({ urn, type, operation }) => `  ${MARKS[operation] ?? operation} ${type}  ${nameOf(urn)}`);
    const counts = Map.groupBy(changed, ({ operation }) => operation);
    const sum = [...counts].map(([operation, steps]) => `${steps.length} ${operation}`).join(", ") || "nothing to change";
    return [...lines, ...violationLines(violations), `${env}: ${sum}; ${resources.length - changed.length} same.`].join("\n");
}

/** How many resources are named of those that violate a policy in the same way. */
const NAMED = 3;

function violationLines(violations: readonly Violation[]): string[] {
    const alike = [...Map.groupBy(violations, ({ policy, message }) => `${policy}: ${message}`)];
    return alike.map(([what, all]) => {
        const names = all.slice(0, NAMED).map(({ urn }) => nameOf(urn)).join(", ");
        return `  ✗ ${what} (${names}${all.length > NAMED ? ` and ${all.length - NAMED} more` : ""})`;
    });
}

function nameOf(urn: string): string {
    return urn.split("::").at(-1)!;
}
