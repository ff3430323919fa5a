/** The policy pack in the real engine: a program that violates it is stopped before anything of it exists. */
import * as docker from "@pulumi/docker";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { Violations } from "../../cli/violations";
import { pluginDirectory } from "../plugins";
import { PolicyStack } from "./policy-stack";

let stack: PolicyStack;
let publishedOn: string | undefined;

/** One container, which is never made. */
const program = async () => {
    const ports = [{ internal: 22, external: 22999, ...(publishedOn && { ip: publishedOn }) }];
    new docker.Container("server", { name: "plateau-policies", image: "none", memory: 64, memorySwap: 64, ports });
};

beforeAll(async () => {
    stack = await PolicyStack.open("docker", await pluginDirectory("docker"), program);
}, 5 * 60_000);

afterAll(() => stack.close());

test("a preview fails and lists what violates a policy, with its resource", async () => {
    publishedOn = undefined; // the provider's default is every address
    expect(await stack.preview()).toEqual({
        accepted: false,
        found: [{ urn: expect.stringMatching(/::docker:index\/container:Container::server$/), policy: "container-isolation", message: expect.stringMatching(/^port 22999 is published on .*, not on the loopback alone\.$/) }],
    });
}, 120_000);

test("an update is stopped as well, and makes nothing", async () => {
    publishedOn = "0.0.0.0";
    await expect(stack.up()).rejects.toThrow(/container-isolation/);
    expect(stack.types()).not.toContain("docker:index/container:Container");
}, 120_000);

test("what keeps the policies is accepted", async () => {
    publishedOn = "127.0.0.1";
    expect(await stack.preview()).toEqual({ accepted: true, found: [] });
}, 120_000);

test("the settings beside the specification reach the policies, and one that is wrong is an error", async () => {
    publishedOn = "0.0.0.0";
    const settings = path.join(stack.folder, "Policies.e2e.json");
    writeFileSync(settings, JSON.stringify({ "container-isolation": "disabled" }));
    expect(await stack.preview()).toEqual({ accepted: true, found: [] });
    writeFileSync(settings, JSON.stringify({ "security-group-ingress": { sshFrom: "everywhere" } }));
    await expect(stack.preview()).rejects.toThrow(/sshFrom/);
    rmSync(settings);
}, 120_000);

test("a failure of another kind is not taken for a violation", () => {
    const violations = new Violations();
    violations.found.push({ urn: "", policy: "", message: "" });
    violations.note({ diagnosticEvent: { severity: "error", message: "no such image" } } as EngineEvent);
    expect(() => violations.explain(new Error("failed"))).toThrow("failed");
    expect(() => new Violations().explain(new Error("failed"))).toThrow("failed");
});
