/** Reads what ansible-playbook prints, and what a playbook and a role say about themselves. */
import { loadAll } from "js-yaml";

export interface HostRecap {
    readonly host: string;
    readonly ok: number;
    readonly changed: number;
    readonly unreachable: number;
    readonly failed: number;
}

/** The lines below PLAY RECAP: `db-1 : ok=35   changed=0    unreachable=0    failed=0 …`. */
export function recapOf(output: string): HostRecap[] {
    const recap = output.slice(output.lastIndexOf("PLAY RECAP") + 1);
    const line = /^(\S+)\s*: ok=(\d+)\s+changed=(\d+)\s+unreachable=(\d+)\s+failed=(\d+)/gm;
    return [...recap.matchAll(line)].map(([, host, ok, changed, unreachable, failed]) => ({
        host: host!,
        ok: Number(ok),
        changed: Number(changed),
        unreachable: Number(unreachable),
        failed: Number(failed),
    }));
}

/** Roles whose tasks have run: `TASK [haproxy : Install the configuration]`. */
export function rolesOf(output: string): string[] {
    return [...new Set([...output.matchAll(/^(?:TASK|RUNNING HANDLER) \[(\w+) : /gm)].map(([, role]) => role!))];
}

/** What a playbook lacks to be understood by its reader: an opening comment, and a name on each play. */
export function playbookFaults(text: string): string[] {
    const comment = text.split("\n").find((line) => line.trim() !== "" && line.trim() !== "---");
    const plays = (loadAll(text)[0] ?? []) as { name?: string }[];
    return [
        ...(comment?.startsWith("#") ? [] : ["no opening comment"]),
        ...(plays.length > 0 ? [] : ["no play"]),
        ...plays.flatMap((play, index) => (play.name ? [] : [`play ${index + 1} has no name`])),
    ];
}

interface ArgumentSpecs {
    readonly argument_specs?: Record<string, { short_description?: string; options?: Options }>;
}
type Options = Record<string, { type?: string; description?: string | string[]; options?: Options }>;

/** What `meta/argument_specs.yml` of a role lacks: its purpose, and each variable's type and meaning. */
export function documentationFaults(text: string): string[] {
    const main = ((loadAll(text)[0] ?? {}) as ArgumentSpecs).argument_specs?.["main"];
    if (!main) return ["no entry point main"];
    return [...(main.short_description ? [] : ["no short_description"]), ...optionFaults(main.options ?? {}, "")];
}

function optionFaults(options: Options, path: string): string[] {
    return Object.entries(options).flatMap(([name, { type, description, options: inner }]) => [
        ...(type ? [] : [`${path}${name} has no type`]),
        ...(description?.length ? [] : [`${path}${name} has no description`]),
        ...optionFaults(inner ?? {}, `${path}${name}.`),
    ]);
}
