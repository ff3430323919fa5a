/** Asks a policy about resources as the engine would: properties that are not known yet are the SDK's own sentinels. */
import type { PolicyResource, ResourceValidation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";

/* eslint-disable @typescript-eslint/no-require-imports -- the SDK keeps these parts of itself out of its types */
const { unknownCheckingProxy, unknownStringValue, UnknownValueError } = require("@pulumi/policy/proxy");

/** A text that only the cloud will compute. */
export const UNKNOWN: string = unknownStringValue;

type Properties = Record<string, unknown>;

/** What the policy's settings are where nobody gives any. */
const defaultsOf = (policy: ResourceValidationPolicy): Properties =>
    Object.fromEntries(Object.entries(policy.configSchema?.properties ?? {}).map(([key, schema]) => [key, schema.default]));

/** The violations of one resource; "unknown" where the policy has to wait for a value. */
export function violations(policy: ResourceValidationPolicy, type: string, props: Properties, settings: Properties = {}, provider?: Properties): string[] {
    const found: string[] = [];
    const args = {
        type,
        props: unknownCheckingProxy(props),
        provider: provider && { props: provider },
        getConfig: () => ({ ...defaultsOf(policy), ...settings }),
    };
    try {
        void (policy.validateResource as ResourceValidation)(args as never, (message) => found.push(message));
    } catch (error) {
        if (!(error instanceof UnknownValueError)) throw error;
        found.push("unknown");
    }
    return found;
}

/** A resource of a stack; `from` names the resources that its properties come from. */
export function resource(type: string, name: string, props: Properties = {}, from: Record<string, PolicyResource> = {}): PolicyResource {
    const propertyDependencies = Object.fromEntries(Object.entries(from).map(([property, other]) => [property, [other]]));
    return { type, name, urn: `urn:pulumi:t::t::${type}::${name}`, props: unknownCheckingProxy(props), propertyDependencies, dependencies: [] } as unknown as PolicyResource;
}

/** The violations of a stack: name of the resource and what is wrong with it. */
export function stackViolations(policy: StackValidationPolicy, resources: readonly PolicyResource[]): string[] {
    const found: string[] = [];
    void policy.validateStack({ resources } as never, (message, urn) => found.push(`${urn?.split("::").at(-1)}: ${message}`));
    return found;
}
