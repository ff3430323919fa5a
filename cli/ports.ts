/** The ports that an environment publishes on the machine's loopback. */
import * as net from "node:net";
import type { EnvironmentPlan } from "../infra/plan";
import { engineIsInstalled, ensureEngine } from "../setup/engine";
import { run } from "../setup/run";
import { UserError } from "./errors";

/** Refuses, before anything exists, a port that somebody else listens on. */
export async function requireFreePorts(plan: EnvironmentPlan): Promise<void> {
    if (await isItself(plan)) return;
    if (!(await portInUse(plan))) return;
    // A container engine that is ending holds the ports of its containers, and starts them again with the next one.
    if (engineIsInstalled()) await ensureEngine();
    if (await isItself(plan)) return;
    const taken = await portInUse(plan);
    if (taken) throw new UserError("PORT_IN_USE", `Port ${taken.port} of 127.0.0.1, which the environment "${plan.name}" needs for ${taken.kind}, is in use.`);
}

function isItself({ name, ports }: EnvironmentPlan): Promise<boolean> {
    return isRunning(name, ["--filter", `publish=${ports.ssh}`]);
}

/** The first of a plan's ports that a program listens on. */
export async function portInUse({ ports }: Pick<EnvironmentPlan, "ports">): Promise<{ kind: string; port: number } | undefined> {
    for (const [kind, port] of Object.entries(ports)) if (!(await isFree(port))) return { kind, port };
    return undefined;
}

/** True when a server of the environment runs. */
export async function isRunning(environment: string, filters: readonly string[] = []): Promise<boolean> {
    const own = ["--filter", `label=plateau.environment=${environment}`, ...filters];
    return (await run("docker", ["ps", "--quiet", ...own]).catch(() => "")) !== "";
}

function isFree(port: number): Promise<boolean> {
    return new Promise((resolve) => {
        const server = net.createServer();
        server.once("error", () => resolve(false));
        server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
}
