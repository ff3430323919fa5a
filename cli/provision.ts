/** Runs an operation of the engine with progress for each resource that takes its time. */
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { UserError } from "./errors";
import type { Recording } from "./profile/recorder";
import type { TerminalProgress } from "./progress";
import { reportResources, type ReportedResource } from "./stack";
import type { Context } from "./verb";
import { keepingState } from "./whole-state";

/** What every operation of the engine takes. */
interface OperationOptions {
    readonly color: "never";
    /** Asks the engine to stop: what is under way is ended in order, and the state says how far it came. */
    readonly signal: AbortSignal;
    readonly onEvent: (event: EngineEvent) => void;
    readonly onOutput: (text: string) => void;
}

/**
 * @param operation gets the options of the engine's operations
 * @throws UserError with the engine's errors, each with its resource's name
 */
export async function provision<T>(
    title: string,
    { progress, signal }: Pick<Context, "progress" | "signal">,
    operation: (options: OperationOptions) => Promise<T>,
): Promise<T> {
    const open = new Map<string, readonly Recording[]>();
    const whole = progress.recorder?.begin({ kind: "engine", title });
    const diagnostics: string[] = [];
    let output = "";
    const onEvent = reportResources(
        {
            started: (resource) => void open.set(resource.urn, begin(progress, resource)),
            status: (urn, text) => open.get(urn)?.forEach((each) => each.status(text)),
            ended: (urn, failed) => {
                open.get(urn)?.forEach((each) => each.end(failed));
                open.delete(urn);
            },
        },
        diagnostics,
    );
    try {
        const result = await operation({ color: "never", signal, onEvent, onOutput: (text) => (output += text) });
        whole?.end(false);
        return result;
    } catch (error) {
        signal.throwIfAborted(); // the engine's complaints about being ended are no news
        const told = [...new Set(diagnostics)].join("\n");
        throw new UserError("PROVISIONING", `${title} failed.`, told || output || String(error));
    } finally {
        for (const each of [...open.values()].flat()) each.end(true);
        whole?.end(true);
    }
}

/** The same for an operation that changes the environment's state. */
export function changeState<T>(env: string, title: string, context: Pick<Context, "progress" | "signal">, operation: (options: OperationOptions) => Promise<T>): Promise<T> {
    return provision(title, context, (options) => keepingState(env, context.progress, () => operation(options)));
}

/** What events begin, tell of and end: a step of the progress for what lasts, and what is recorded, if anything is. */
function begin(progress: TerminalProgress, { title, long, ...resource }: ReportedResource): Recording[] {
    const known = resource.operation === "create" ? title : `${title} (${resource.operation})`;
    const recording = progress.recorder?.begin({ kind: "resource", title: known, ...resource });
    return [...(long ? [show(progress, title)] : []), ...(recording ? [recording] : [])];
}

function show(progress: TerminalProgress, title: string): Recording {
    let end!: (failed: boolean) => void;
    let status: (text: string) => void = () => undefined;
    void progress
        .show(title, (step) => {
            status = step.status;
            return new Promise<void>((resolve, reject) => (end = (failed) => (failed ? reject(new Error(title)) : resolve())));
        })
        .catch(() => undefined); // the engine reports the failure itself
    return { end: (failed) => end(failed), status: (text) => status(text) };
}
