/** Start and end of a service: what is started in one order is stopped in the opposite one, within a limit. */
import { once } from "node:events";
import type { Server } from "node:http";
import type { Log } from "./log";

/** Kubernetes kills after 30 s; what is not over by then is lost either way, and 20 s leave time to say so. */
const STOP_WITHIN_MS = 20_000;

export interface Part {
    readonly name: string;
    stop(): Promise<void>;
}

/**
 * Stops the parts, last one first, at SIGTERM or SIGINT, then ends the process.
 * A second signal changes nothing: the first is already being obeyed.
 */
export function stopOnSignal(log: Log, parts: readonly Part[]): void {
    let stopping = false;
    const stop = async (signal: string) => {
        if (stopping) return;
        stopping = true;
        log.info("stopping", { signal });
        const limit = setTimeout(() => {
            log.warn("not everything stopped in time", { limitSeconds: STOP_WITHIN_MS / 1000 });
            process.exit(1);
        }, STOP_WITHIN_MS);
        for (const part of [...parts].reverse()) {
            await part.stop().catch((error) => log.error("part did not stop", error, { part: part.name }));
        }
        clearTimeout(limit);
        log.info("stopped");
        process.exitCode = 0;
    };
    process.once("SIGTERM", stop);
    process.once("SIGINT", stop);
}

/** Opens a port and gives it back as a part. */
export async function listen(name: string, server: Server, port: number, address: string): Promise<Part> {
    server.listen(port, address);
    await once(server, "listening");
    return {
        name,
        stop: () =>
            new Promise((resolve) => {
                server.close(() => resolve());
                server.closeIdleConnections();
            }),
    };
}

/** Runs a service's `main`; a start that fails says why in the log and ends with status 1. */
export function runService(log: Log, main: () => Promise<void>): void {
    main().catch((error) => {
        log.error("start failed", error);
        process.exit(1);
    });
}
