/** A verb as commander reads it from the command line. */
import { Command } from "commander";
import type { Verb } from "./verb";

/** The verb's command with the options that every verb has; without an action. */
export function commandOf(verb: Verb): Command {
    const command = new Command(verb.name)
        .summary(verb.summary)
        .description(`${sentence(verb.summary)}\n\n${verb.details}`)
        .option("--env <name>", "the environment", "demo")
        .option("--json", "print one JSON document on stdout", false)
        .option("--verbose", "show every step and the whole output of what failed", false);
    return verb.options?.(command) ?? command;
}

/** A message as a sentence: capital letter, full stop. */
export function sentence(text: string): string {
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
