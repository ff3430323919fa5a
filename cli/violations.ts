/** What the policy pack says of an environment: which packs the engine is to run, and what they found. */
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { existsSync } from "node:fs";
import * as path from "node:path";
import { ROOT } from "../setup/paths";

export interface Violation {
    readonly urn: string;
    readonly policy: string;
    readonly message: string;
}

/** The pack, and the settings of whoever answers for the environment's security, in the form of `--policy-pack-config`. */
export interface Policies {
    readonly policyPacks: string[];
    readonly policyPackConfigs?: string[];
}

/** The options of an operation of the engine that has to keep the policies. */
export function policiesOf(environment: string, root = ROOT): Policies {
    const settings = path.join(root, `Policies.${environment}.json`);
    return { policyPacks: [path.join(ROOT, "policies")], ...(existsSync(settings) && { policyPackConfigs: [settings] }) };
}

/** The same, for an `up`: in a cloud only, where a mistake is public. On this machine each `up` would take longer for it. */
export function policiesOfUp(target: string, environment: string): Partial<Policies> {
    return target === "local" ? {} : policiesOf(environment);
}

/** The violation that an event of the engine tells of. Advisory ones are policies that wait for a value: `up` will know it. */
export function violationOf({ policyEvent }: EngineEvent): Violation | undefined {
    if (policyEvent?.enforcementLevel !== "mandatory") return undefined;
    const { resourceUrn = "", policyName, message } = policyEvent;
    return { urn: resourceUrn, policy: policyName, message: ownSentence(message) };
}

/** Collects violations from the engine's events. */
export class Violations {
    readonly found: Violation[] = [];
    private otherErrors = 0;

    readonly note = (event: EngineEvent): void => {
        const violation = violationOf(event);
        if (violation) this.found.push(violation);
        const { severity, message = "" } = event.diagnosticEvent ?? {};
        if (severity === "error" && !/^(preview|update) failed$/.test(message.trim())) this.otherErrors += 1;
    };

    /**
     * The engine fails where a policy is violated; the violations say why.
     * @throws the error where there is more to it than that
     */
    readonly explain = (error: unknown): void => {
        if (this.found.length === 0 || this.otherErrors > 0) throw error;
    };
}

/** The engine puts the policy's description before what it says of the resource. */
function ownSentence(message: string): string {
    const text = message.replace(/<\{%.*?%\}>/g, "").trim();
    return text.includes("\n") ? text.slice(text.indexOf("\n") + 1) : text;
}
