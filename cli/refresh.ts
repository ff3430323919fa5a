import type { Command } from "commander";

/** The option of `up` and `preview` that finds what was changed behind the program's back. */
export function withRefresh(command: Command): Command {
    return command.option("--refresh", "first look at what is really there, playbooks in check mode: finds changes made by hand", false);
}
