import type { Stack } from "@pulumi/pulumi/automation";
import type { Command } from "commander";
import type { Context, Verb, VerbOptions } from "../verb";

export function profileOption(command: Command): Command {
    return command.option("--profile", "keep where the time goes, as a picture and a trace; says in which directory", false);
}

/** Work that calls `opened` with the stack as soon as there is one. */
type Work = (options: VerbOptions, context: Context, opened: (stack: Stack) => void) => Promise<number>;

/** A verb's `run` that knows the option. Without it, nothing of a profile is even loaded. */
export function withProfile(work: Work): Verb["run"] {
    return async (options, context) => {
        if (!options.profile) return work(options, context, () => undefined);
        const { profiled } = await import("./profiled");
        return profiled(options.env, context.progress, (opened) => work(options, context, opened));
    };
}
