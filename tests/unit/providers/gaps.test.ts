/**
 * The plugins leave no gap: whatever the official SDK packages can send is either supported, or refused by its name with
 * a way out. What they can send is read from the installed packages, never from a list in this repository.
 */
import * as path from "node:path";
import { UNKNOWN } from "../../../providers/kit/properties";
import { pluginDirectory, whose } from "../../plugins";
import { Plugin, type Verdict } from "./gaps/plugin";
import { readSdk } from "./gaps/sdk";
import { askedByName, recordSdk, type Asked } from "./gaps/wire";

jest.setTimeout(300_000);

/** Not an input of anything: a plugin that does not name it would drop what it does not know. */
const BOGUS = "bogus";

/** Mark of a value that is more than plain data, a secret for example. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** Paths of all plain values, as in `mounts.0.type`. A secret counts as what it holds. */
function leaves(value: unknown, at: readonly string[] = []): string[] {
    if (isObject(value) && SIGNATURE in value) return leaves(value["value"], at);
    if (typeof value === "object" && value !== null) return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...at, key]));
    return [at.join(".")];
}

/** The same inputs with unknown values: only their names and shapes are judged. */
function unknown(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(unknown);
    if (!isObject(value)) return UNKNOWN;
    if (SIGNATURE in value) return unknown(value["value"]);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unknown(inner)]));
}

/** A type or function is refused: the answer names it, says that it is not supported, and what to do instead. */
const refuses = ({ refusals: [only = "", ...more] }: Verdict, token: string): boolean =>
    more.length === 0 && new RegExp(`does not support ${token.replaceAll(".", "\\.")}\\. \\S.+`).test(only);

/** An input is refused, by itself or as a part of another one: a failure has its path. */
const refusesInput = ({ refusals }: Verdict, leaf: string): boolean =>
    refusals.some((text) => /: .*(does not support|needs a name)/.test(text) && `${leaf}.`.startsWith(`${text.slice(0, text.indexOf(":"))}.`));

/** Inputs that a plugin has neither kept nor refused: nobody would learn that they do nothing. */
function lost(sent: object, verdict: Verdict): string[] {
    const kept = new Set(leaves(verdict.inputs ?? {}));
    return leaves(sent).filter((leaf) => !kept.has(leaf) && !refusesInput(verdict, leaf));
}

/** The API version as a token has it: the core group has a name there. */
const coreless = (apiVersion: unknown): string => (apiVersion === "v1" ? "core/v1" : String(apiVersion));

/** Records what one SDK sends, and starts the plugin that answers it. */
async function open(name: "docker" | "kubernetes"): Promise<{ asked: Asked[]; plugin: Plugin }> {
    const asked = await recordSdk(name, readSdk(name));
    return { asked, plugin: await Plugin.start(path.join(await pluginDirectory(name), `pulumi-resource-${name}`)) };
}

describe(`docker: ${whose} plugin`, () => {
    let asked: Asked[];
    let plugin: Plugin;

    beforeAll(async () => {
        ({ asked, plugin } = await open("docker"));
        await plugin.configure({ host: "unix:///nowhere.sock", disableDockerDaemonCheck: "true" });
    });
    afterAll(() => plugin?.stop());

    test("every resource is supported with all its inputs, or refused by its name", async () => {
        const gaps: Record<string, unknown> = {};
        const resources = asked.filter(({ kind }) => kind === "resource");
        for (const { token, inputs } of resources) {
            const sent = unknown(inputs) as object;
            const verdict = await plugin.check(token, { ...sent, [BOGUS]: UNKNOWN });
            if (refuses(verdict, token)) continue;
            // The plugin names what it does not know, and that is this one name.
            const others = verdict.refusals.filter((text) => !text.includes(BOGUS));
            const dropped = lost(sent, verdict);
            if (others.length > 0 || dropped.length > 0 || verdict.refusals.length !== 1) gaps[token] = { refusals: verdict.refusals, dropped };
        }
        expect(gaps).toEqual({});
        expect(resources.length).toBeGreaterThan(10);
    });

    test("an input inside another one that it does not know is named, too", async () => {
        const { refusals } = await plugin.check("docker:index/container:Container", { name: "a", image: "b", mounts: [{ target: "/a", type: "bind", [BOGUS]: "c" }] });
        expect(refusals).toEqual([expect.stringMatching(/unknown key.*mounts/)]);
    });

    test("every function is supported with all its arguments, or refused by its name", async () => {
        const gaps: Record<string, unknown> = {};
        const functions = asked.filter(({ kind }) => kind === "function");
        for (const { token, inputs } of functions) {
            // The argument too many keeps the function from being run.
            const verdict = await plugin.invoke(token, { ...inputs, [BOGUS]: "sample" });
            const supported = verdict.refusals.length === 1 && /\[bogus\].*unknown key/.test(verdict.refusals[0]!);
            if (!supported && !refuses(verdict, token)) gaps[token] = verdict.refusals;
        }
        expect(gaps).toEqual({});
        expect(functions.length).toBeGreaterThan(5);
    });

    test("every argument of the provider is kept or refused by its name", async () => {
        const { token, inputs } = asked.find(({ kind }) => kind === "provider")!;
        const verdict = await plugin.checkConfig(token, inputs);
        expect({ refusals: verdict.refusals, lost: lost(inputs, verdict) }).toEqual({ refusals: [], lost: [] });
        expect(Object.keys(inputs).length).toBeGreaterThan(5);
        expect((await plugin.checkConfig(token, { ...inputs, [BOGUS]: "sample" })).refusals).toEqual([expect.stringContaining(BOGUS)]);
    });

    test("every method is supported or refused by its name", async () => {
        const methods = askedByName("docker", "call");
        for (const token of methods) expect([token, await plugin.method(token)]).toEqual([token, { refusals: [] }]);
        expect(methods).not.toEqual([]);
    });
});

describe(`kubernetes: ${whose} plugin`, () => {
    let asked: Asked[];
    let plugin: Plugin;

    beforeAll(async () => ({ asked, plugin } = await open("kubernetes")));
    afterAll(() => plugin?.stop());

    test("every resource is supported with all its inputs, or refused by its name", async () => {
        const gaps: Record<string, unknown> = {};
        const supported: string[] = [];
        for (const { token, inputs } of asked.filter(({ kind }) => kind === "resource")) {
            const verdict = await plugin.check(token, inputs);
            if (refuses(verdict, token)) continue;
            supported.push(token);
            // What is accepted goes to the API server as it is, so it has to be what the API server knows: a plain object.
            const isObject = token === `kubernetes:${coreless(inputs["apiVersion"])}:${String(inputs["kind"])}`;
            const others = verdict.refusals.filter((text) => !leaves(inputs).some((leaf) => refusesInput({ refusals: [text] }, leaf)));
            const dropped = lost(inputs, verdict);
            if (!isObject || others.length > 0 || dropped.length > 0) gaps[token] = { isObject, others, dropped };
        }
        expect(gaps).toEqual({});
        expect(supported.length).toBeGreaterThan(100);
    });

    test("every component that a plugin would make is refused by its name", async () => {
        const components = asked.filter(({ kind }) => kind === "component");
        for (const { token, inputs } of components) {
            const verdict = await plugin.construct(token, inputs);
            expect([token, verdict.refusals, refuses(verdict, token)]).toEqual([token, expect.anything(), true]);
        }
        expect(components.length).toBeGreaterThan(3);
    });

    test("every function is supported or refused by its name", async () => {
        const functions = askedByName("kubernetes", "invoke");
        const supported = [];
        for (const token of functions) {
            const verdict = await plugin.invoke(token, { text: "kind: ConfigMap" });
            if (verdict.refusals.length === 0) supported.push(token);
            else expect([token, verdict.refusals, refuses(verdict, token)]).toEqual([token, expect.anything(), true]);
        }
        expect(supported).not.toEqual([]);
    });

    test("every argument of the provider is supported or refused by its name", async () => {
        const { token, inputs } = asked.find(({ kind }) => kind === "provider")!;
        const verdict = await plugin.checkConfig(token, { ...inputs, [BOGUS]: "sample" });
        expect(refusesInput(verdict, BOGUS)).toBe(true);
        // A supported one is kept, and is part of what the plugin knows: the bogus one was kept, too.
        expect({ verdict, lost: lost(inputs, verdict) }).toMatchObject({ lost: [] });
        expect(Object.keys(inputs).length).toBeGreaterThan(10);
    });
});
