/** The container engine of this machine as the suite sees it, without the plugin between. */
import { randomBytes } from "node:crypto";
import * as path from "node:path";
import { findGoTool } from "../../../setup/go";
import { run } from "../../../setup/run";

/** What all programs know. */
export interface Lab {
    /** Begins the name of every object. */
    name: string;
    /** Label of every object. */
    label: string;
    image: string;
    host: string;
}

const LABEL = "plateau.test.docker-plugin";

/** The image has no such program, so the check fails each time. */
export const UNHEALTHY = { tests: ["CMD", "/none"], interval: "1s", retries: 100, timeout: "1s" };

/** Makes an image of one small program that does nothing until it is told to stop. */
export async function openLab(): Promise<Lab> {
    const name = `plateau-docker-plugin-${randomBytes(3).toString("hex")}`;
    const pause = await findGoTool("pause");
    if (!pause) throw new Error('The program "pause" is not in the cache: "./plateau test" or "./plateau up" builds it.');
    const import_ = `tar --create --directory "$1" pause | docker import --change 'ENTRYPOINT ["/pause"]' --change "LABEL ${LABEL}=" - "$2"`;
    await run("bash", ["-o", "pipefail", "-c", import_, "import", path.resolve(pause), `${name}:1`]);
    return { name, label: LABEL, image: `${name}:1`, host: process.env["DOCKER_HOST"] || "unix:///var/run/docker.sock" };
}

/** Removes all that bears the suite's label, also what a run that was killed has left. */
export async function removeAll(): Promise<void> {
    const kinds = { container: ["ps", "--all"], volume: ["volume", "ls"], network: ["network", "ls"], image: ["images"] };
    const remove = { container: ["rm", "--force", "--volumes"], volume: ["volume", "rm"], network: ["network", "rm"], image: ["rmi", "--force"] };
    for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) {
        const ids = await idsOf(kinds[kind]);
        if (ids.length > 0) await run("docker", [...remove[kind], ...ids]);
    }
}

const idsOf = async (list: readonly string[]): Promise<string[]> =>
    [...new Set((await run("docker", [...list, "--quiet", "--filter", `label=${LABEL}`])).split("\n").filter(Boolean))];

/** Names of the suite's containers, volumes and networks. */
export async function namesLeft(): Promise<string[]> {
    const lists = [["ps", "--all", "--format", "{{.Names}}"], ["volume", "ls", "--format", "{{.Name}}"], ["network", "ls", "--format", "{{.Name}}"]];
    const names = lists.map((list) => run("docker", [...list, "--filter", `label=${LABEL}`]));
    return (await Promise.all(names)).flatMap((text) => text.split("\n").filter(Boolean)).sort();
}

/** A value that the engine gives of an object, as in `inspect("container", name, "{{.State.Running}}")`. */
export const inspect = (kind: string, name: string, format: string): Promise<string> => run("docker", [kind, "inspect", "--format", format, name]);
