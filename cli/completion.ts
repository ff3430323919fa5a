import * as path from "node:path";
import { RootCommand, script, type OptionHandler } from "@bomb.sh/tab";
import { ROOT } from "../setup/paths";
import { commandOf } from "./command-line";
import { findEnvironments } from "./record";
import type { Verb } from "./verb";

const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;

/** `plateau completion`: what a shell needs to complete the command's words. */
export const completion: Verb = {
    name: "completion",
    summary: "print the completion script of a shell",
    details: "Changes nothing. In bash: source <(./plateau completion bash). Needs the shell's own completion package.",
    options: (command) => command.addArgument(command.createArgument("<shell>", "whose script").choices(SHELLS)),
    async run({ args }) {
        script(args[0]!, "plateau", path.join(ROOT, "plateau")); // prints it
        return 0;
    },
};

/** What the script calls at every press of the key: `plateau complete -- up --e`. */
export function complete(load: () => Promise<readonly Verb[]>): Verb {
    return {
        name: "complete",
        summary: "print what can stand next on a command line",
        details: 'The scripts of "plateau completion" call it.',
        hidden: true,
        options: (command) => command.argument("[words...]", "the words so far").allowUnknownOption(),
        async run({ args }) {
            const root = new RootCommand();
            const { environments, damaged } = await findEnvironments();
            const names = [...environments.map(({ name }) => name), ...damaged.keys()]; // "down" takes those, too
            for (const verb of await load()) describe(root, verb, names);
            root.parse([...args]);
            return 0;
        },
    };
}

function describe(root: RootCommand, verb: Verb, environments: readonly string[]): void {
    const described = root.command(verb.name, verb.summary);
    const command = commandOf(verb);
    for (const { long, description, required } of command.options) {
        // An option with a handler takes a value, even where none can be suggested.
        const values: OptionHandler = (add) => (long === "--env" ? environments : []).forEach((name) => add(name, ""));
        if (required) described.option(long!.slice(2), description, values);
        else described.option(long!.slice(2), description);
    }
    for (const argument of command.registeredArguments) {
        const choices = argument.argChoices ?? [];
        described.argument(argument.name(), (add) => choices.forEach((choice) => add(choice, "")), argument.variadic);
    }
}
