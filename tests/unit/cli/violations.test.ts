import type { EngineEvent } from "@pulumi/pulumi/automation";
import { policiesOfUp, violationOf } from "../../../cli/violations";
import { reportResources } from "../../../cli/stack";

const event = (enforcementLevel: string, message: string) =>
    ({ policyEvent: { enforcementLevel, message, policyName: "p", resourceUrn: "urn:pulumi:a::plateau::t:T::name", color: "never", policyPackName: "plateau" } }) as EngineEvent;

test("a violation says what is wrong, without the description that the engine puts before it", () => {
    expect(violationOf(event("mandatory", "What has to be.\nport 80 is open.\n"))).toEqual({ urn: "urn:pulumi:a::plateau::t:T::name", policy: "p", message: "port 80 is open." });
    expect(violationOf(event("mandatory", "alone"))?.message).toBe("alone");
});

test("a policy that waits for a value is no violation", () => {
    expect(violationOf(event("advisory", "can't run policy during preview"))).toBeUndefined();
    expect(violationOf({} as EngineEvent)).toBeUndefined();
});

test("an update that a policy stops says so, with the resource", () => {
    const diagnostics: string[] = [];
    reportResources({ started: () => undefined, status: () => undefined, ended: () => undefined }, diagnostics)(event("mandatory", "d\nport 80 is open."));
    expect(diagnostics).toEqual(["name: port 80 is open. (policy p)"]);
});

test("an up keeps the policies in a cloud, and on this machine takes no longer for it", () => {
    expect(policiesOfUp("aws", "a").policyPacks).toHaveLength(1);
    expect(policiesOfUp("local", "a")).toEqual({});
});
