/** Where an environment runs: chosen when it is made, and kept. */
import { Option, type Command } from "commander";
import type { Target } from "../setup/plugins";
import { UserError } from "./errors";
import type { EnvironmentRecord } from "./record";
import { readSpecification } from "./specification";

const TARGETS = ["local", "aws"] as const satisfies readonly Target[];

export function withTarget(command: Command): Command {
    return command.addOption(new Option("--target <target>", "where the environment runs; by default as its specification says").choices(TARGETS));
}

/**
 * @param asked value of `--target`
 * @throws UserError where the environment is there already, and runs elsewhere
 */
export async function targetOf(name: string, record: EnvironmentRecord | undefined, asked?: unknown): Promise<Target> {
    const target = (asked as Target | undefined) ?? record?.target ?? (await readSpecification(name)).target;
    if (record && record.target !== target) throw new UserError("OTHER_TARGET", `Environment "${name}" runs on the target ${record.target}, not on ${target}.`);
    return target;
}
