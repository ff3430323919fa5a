import type { Stack } from "@pulumi/pulumi/automation";
import type { Dependencies } from "./analysis";

/** The part of a resource in the engine's state that says what it waits for. */
interface Recorded {
    readonly urn: string;
    /** False of a component. */
    readonly custom?: boolean;
    readonly parent?: string;
    /** URN and ID. */
    readonly provider?: string;
    readonly dependencies?: readonly string[];
}

/** What waits for what, as the engine has written it down; its events do not say it. */
export async function dependenciesOf(stack: Pick<Stack, "exportStack">): Promise<Dependencies> {
    const { deployment } = (await stack.exportStack()) as { deployment: { resources?: readonly Recorded[] } };
    const resources = deployment.resources ?? [];
    const known = new Map(resources.map((resource) => [resource.urn, resource]));
    const found = new Map<string, readonly string[]>();
    const needs = (resource: Recorded): readonly string[] => {
        const needed = found.get(resource.urn) ?? [...new Set(direct(resource).flatMap(through))];
        found.set(resource.urn, needed);
        return needed;
    };
    // A resource waits until its component is registered, which waits for what the component depends on.
    const through = (urn: string): readonly string[] => {
        const other = known.get(urn);
        return other && !other.custom ? needs(other) : [urn];
    };
    return new Map(resources.map((resource) => [resource.urn, needs(resource)]));
}

function direct({ parent, provider, dependencies = [] }: Recorded): string[] {
    const others = [parent, provider?.split("::").slice(0, -1).join("::")];
    return [...dependencies, ...others.filter((other) => other !== undefined)];
}
