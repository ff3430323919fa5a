/** The target `local`: Docker networks and system containers on the user's own machine. */
import type { Target } from "../target";
import type { MachineFacts } from "../facts";
import { Network } from "./network";
import { Server } from "./server";

export function local(machine: MachineFacts): Target {
    return {
        network: (name, args, opts) => new Network(name, args, opts),
        server: (name, args, opts) => new Server(name, { ...args, images: machine.images }, opts),
    };
}
