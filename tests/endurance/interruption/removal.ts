/** Kills `down` while it removes: the container engine's own events say how far it has come. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Victim, type Signal, type VictimOptions } from "./victim";

/** A number of objects, ended or removed, after which a `down` is killed. */
export interface Removal {
    readonly after: number;
    readonly signal: Signal;
}

/** What ends or removes a server, network or volume. */
const ACTIONS = new Set(["die", "destroy"]);

interface DockerEvent {
    readonly Action: string;
    readonly Actor: { readonly ID: string; readonly Attributes?: { readonly name?: string } };
}

/** @returns true when it was killed, false when it had ended by then */
export async function killDown(env: string, { after, signal }: Removal, options: VictimOptions): Promise<boolean> {
    const events = spawn("docker", ["events", "--format", "{{json .}}"], { stdio: ["ignore", "pipe", "ignore"] });
    try {
        const victim = await Victim.start(["down", "--env", env], options);
        let removed = 0;
        let killed = false;
        createInterface({ input: events.stdout }).on("line", (line) => {
            const { Action, Actor } = JSON.parse(line) as DockerEvent;
            const name = Actor.Attributes?.name ?? Actor.ID;
            if (!ACTIONS.has(Action) || ![name, Actor.ID].some((each) => each.startsWith(`plateau-${env}-`))) return;
            if (++removed === after) killed = victim.kill("command", signal);
        });
        await victim.end();
        return killed;
    } finally {
        events.kill();
    }
}
