/** The plugin for AWS leaves no gap: what a class of the SDK sends, the plugin keeps, or refuses by its name. */
import { globSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { check } from "../../../../providers/kit/check";
import { UNKNOWN } from "../../../../providers/kit/properties";
import type { Context } from "../../../../providers/kit/types";
import { kinds } from "../../../../providers/aws/kinds/index";
import { awsPackage } from "../../../../providers/aws/package";
import { extractSchema } from "../../../../providers/aws/schema/extract";
import { ROOT } from "../../../../setup/paths";

const SDK = path.join(ROOT, "node_modules/@pulumi/aws");
const schema = extractSchema(SDK);
const plugin = awsPackage(schema);
const context = (type: string) => ({ type, name: "name", randomSeed: new Uint8Array(8) }) as unknown as Context;

/** Inputs that a class takes, as its own constructor sends them: each of them is asked for by its name. */
async function sent(): Promise<Map<string, Set<string>>> {
    const found = new Map<string, Set<string>>();
    await pulumi.runtime.setMocks({
        newResource({ type, inputs }) {
            found.set(type, new Set(Object.keys(inputs as object).filter((name) => (inputs as Record<string, unknown>)[name] !== undefined)));
            return { id: "id", state: {} };
        },
        call: () => ({}),
    });
    const everything = new Proxy({}, { get: (_, name) => (name === "then" || typeof name === "symbol" ? undefined : `value of ${name}`) });
    const load = createRequire(path.join(ROOT, "package.json"));
    for (const file of globSync("**/*.js", { cwd: SDK, exclude: (name) => name === "node_modules" })) {
        const exported = load(path.join(SDK, file)) as Record<string, unknown>;
        for (const value of Object.values(exported)) {
            if (typeof value !== "function" || typeof (value as { __pulumiType?: unknown }).__pulumiType !== "string" || !(value.prototype instanceof pulumi.CustomResource)) continue;
            if (Object.getOwnPropertyNames(exported).length > 3) continue; // an index, which has them all again
            const Class = value as unknown as new (name: string, args: object) => pulumi.CustomResource;
            await new Promise((resolve) => new Class("name", everything).urn.apply(resolve));
        }
    }
    return found;
}

beforeAll(() => jest.spyOn(console, "warn").mockImplementation()); // the SDK's own about classes that have a successor

test("every input that a class of the SDK sends is one of the schema's, and the other way round", async () => {
    const inputs = await sent();
    expect(inputs.size).toBeGreaterThan(1500);
    const gaps: Record<string, unknown> = {};
    for (const [type, { inputs: known }] of Object.entries(schema)) {
        const asked = inputs.get(type);
        const dropped = [...(asked ?? [])].filter((name) => !known.includes(name));
        const invented = known.filter((name) => !asked?.has(name));
        if (!asked || dropped.length > 0 || invented.length > 0) gaps[type] = { asked: Boolean(asked), dropped, invented };
    }
    expect(gaps).toEqual({});
    expect([...inputs.keys()].filter((type) => !schema[type] && !type.startsWith("pulumi:"))).toEqual([]);
}, 300_000);

test("every type takes the inputs that it needs, and says of one too many that it does not know it", async () => {
    const faults: Record<string, unknown> = {};
    for (const [type, { required }] of Object.entries(schema)) {
        if (kinds[type]) continue;
        const inputs = Object.fromEntries(required.map((name) => [name, UNKNOWN]));
        const good = await check(plugin.fallback!(type)!, inputs, undefined, context(type));
        const bad = await check(plugin.fallback!(type)!, { ...inputs, bogus: 1 }, undefined, context(type));
        if (good.failures.length > 0 || !bad.failures[0]?.reason.includes('does not support the property "bogus"')) faults[type] = { good: good.failures, bad: bad.failures };
    }
    expect(faults).toEqual({});
});

test.each(Object.keys(kinds))("%s is made with inputs of the SDK's own, and refuses its others by their names", async (type) => {
    const { inputs, outputs } = schema[type]!;
    const { inputs: known, replacing, stable = [], parts = {}, defaults = {}, named } = kinds[type]!;
    expect({
        inputs: known.filter((name) => !inputs.includes(name)),
        replacing: replacing.filter((name) => !known.includes(name)),
        stable: stable.filter((name) => !outputs.includes(name) && !inputs.includes(name)),
        parts: Object.keys(parts).filter((at) => !known.includes(at.split(".")[0]!)),
        defaults: Object.keys(defaults).filter((name) => !known.includes(name)),
        named: named && !known.includes(named.by),
    }).toEqual({ inputs: [], replacing: [], stable: [], parts: [], defaults: [], named: named && false });
    const others = inputs.filter((name) => !known.includes(name) && name !== "region");
    const { failures } = await check(plugin.fallback!(type)!, Object.fromEntries(inputs.map((name) => [name, "sample"])), undefined, context(type));
    expect(failures.map(({ property }) => property).sort()).toEqual(others.sort());
    for (const { property, reason } of failures) expect(reason).toContain(`without "${property}"`);
});

test("what the SDK calls secret is one in the state", () => {
    expect(schema["aws:rds/instance:Instance"]!.secrets).toEqual(expect.arrayContaining(["password"]));
    const type = plugin.fallback!("aws:rds/instance:Instance")!;
    expect(type.props).toMatchObject({ password: { secret: true }, identifier: { secret: false, replace: true } });
});

test("a type that the SDK does not have, and a function that nobody asks, are refused", () => {
    expect(plugin.fallback!("aws:ec2/nothing:Nothing")).toBeUndefined();
    expect(plugin.refusal!("aws:iam/getPolicyDocument:getPolicyDocument")).toMatch(/aws:ec2\/getAmi:getAmi.*the official one has them all/);
});
