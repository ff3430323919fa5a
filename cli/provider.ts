import * as path from "node:path";
import { ROOT } from "../setup/paths";
import { ansible } from "../setup/python";
import type { Verb } from "./verb";

/** `plateau provider`: the project's own provider for a plain `pulumi up`; Pulumi.yaml leads the engine here. */
export const provider: Verb = {
    name: "provider",
    summary: "serve the provider plateau to a Pulumi engine",
    details: "The engine starts it; see docs/en/pulumi.md.",
    hidden: true,
    options: (command) => command.argument("[engine...]", "the engine's own arguments").allowUnknownOption(),
    async run({ args }) {
        process.argv.splice(2, Infinity, ...args); // as the engine starts a plugin: its address comes first
        process.env.PATH = [await ansible(), process.env.PATH].join(path.delimiter);
        process.env.PLATEAU_ROOT = ROOT;
        await import("../providers/plateau/main");
        return new Promise<number>(() => undefined); // the engine ends it
    },
};
