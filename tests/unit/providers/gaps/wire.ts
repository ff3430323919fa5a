/** What an official SDK sends to its plugin: its own constructors and functions are run, and what they ask for is kept. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { ROOT } from "../../../../setup/paths";
import type { Offered, Samples } from "./sdk";

export interface Asked {
    /** Where a program finds what asks, as in `apps.v1.Deployment`. */
    readonly path: string;
    readonly kind: "resource" | "component" | "provider" | "function";
    /** As the engine passes it on: `kubernetes:apps/v1:Deployment`. */
    readonly token: string;
    readonly inputs: Samples;
}

/** A component whose members the SDK makes in the program's own process: a plugin only answers its functions. */
interface LocalComponents {
    readonly yaml?: { readonly CollectionComponentResource: new () => object };
}

/** Runs every class and function of `@pulumi/<name>` with all the inputs that it declares. */
export async function recordSdk(name: string, offered: readonly Offered[]): Promise<Asked[]> {
    const asked: Asked[] = [];
    let current = "";
    await pulumi.runtime.setMocks({
        newResource({ type, inputs, custom }) {
            const kind = type.startsWith("pulumi:providers:") ? "provider" : custom ? "resource" : "component";
            asked.push({ path: current, kind, token: type, inputs: plain(inputs as object) });
            return { id: "id", state: {} };
        },
        call({ token, inputs }) {
            asked.push({ path: current, kind: "function", token, inputs: plain(inputs) });
            return {};
        },
    });
    const sdk = createRequire(path.join(ROOT, "package.json"))(`@pulumi/${name}`) as LocalComponents & Record<string, unknown>;
    const collection = sdk.yaml?.CollectionComponentResource;
    for (const { path: at, kind, inputs } of offered) {
        const found = at.split(".").reduce<unknown>((from, part) => (from as Record<string, unknown>)[part], sdk);
        current = at;
        if (kind === "function") {
            if (/^get\w+(?<!Output)$/.test(at)) await (found as (args: object) => Promise<unknown>)(inputs);
            continue;
        }
        const Class = found as { prototype: object } & (new (name: string, args: object) => pulumi.Resource);
        if (collection && (Class === (collection as unknown) || Class.prototype instanceof collection)) continue;
        await promiseOf(new Class("name", inputs).urn);
    }
    return asked;
}

/** Tokens that an SDK asks for by name, in any of its files: `runtime.invoke("kubernetes:yaml:decode", …)`. */
export function askedByName(name: string, by: "invoke" | "call"): string[] {
    const directory = path.join(ROOT, "node_modules", "@pulumi", name);
    const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
    const asked = files.flatMap((file) => [...readFileSync(path.join(directory, file), "utf8").matchAll(new RegExp(`runtime\\.${by}\\w*\\(\\s*"([^"]+)"`, "g"))]);
    return [...new Set(asked.map(([, token]) => token!))].sort();
}

const promiseOf = <T>(output: pulumi.Output<T>): Promise<T> => new Promise((resolve) => output.apply(resolve));

/** What is left of inputs on their way: without those that are undefined. */
const plain = (inputs: object): Samples => JSON.parse(JSON.stringify(inputs)) as Samples;
