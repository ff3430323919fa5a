import type { Engine } from "./engine";
import { Refusal } from "./errors";
import type { Context, Properties, ProviderPackage, ResourceType } from "./types";

/** What one plugin process knows: its package, its configuration, the engine, and whether it was cancelled. */
export class Session {
    config: Properties = {};
    private readonly cancelled = new AbortController();

    constructor(
        readonly package_: ProviderPackage,
        private readonly engine: Engine,
    ) {}

    cancel(): void {
        this.cancelled.abort(new Error("The operation was cancelled."));
    }

    /** Context of one operation. A timeout of 0 means that the program has not set one. */
    context(urn: string, options: { preview?: boolean; timeoutSeconds?: number } = {}): Context {
        const { preview = false, timeoutSeconds = 0 } = options;
        const { type, name } = parseUrn(urn);
        return {
            urn,
            type,
            name,
            preview,
            timeoutSeconds: timeoutSeconds > 0 ? timeoutSeconds : undefined,
            signal: timeoutSeconds > 0 ? this.withTimeout(timeoutSeconds) : this.cancelled.signal,
            config: this.config,
            status: (message) => this.engine.log({ urn, severity: "info", message, ephemeral: true }),
            log: (severity, message) => this.engine.log({ urn, severity, message, ephemeral: false }),
        };
    }

    /** The type of a resource. Throws a refusal that names it and what is supported instead. */
    resourceType(urn: string): ResourceType {
        const { resources, fallback } = this.package_;
        const { type } = parseUrn(urn);
        const found = Object.hasOwn(resources, type) ? resources[type] : fallback?.(type);
        if (!found) {
            throw this.refusal(type);
        }
        return found;
    }

    /** What is said of a type or function that the plugin does not have: its name, and what to do instead. */
    refusal(token: string): Refusal {
        const { name, resources, refusal } = this.package_;
        const instead = refusal?.(token) ?? `It supports ${Object.keys(resources).sort().join(", ")}.`;
        return new Refusal(`This ${name} plugin does not support ${token}. ${instead}`);
    }

    private withTimeout(seconds: number): AbortSignal {
        const timeout = new AbortController();
        const abort = (): void => timeout.abort(new Error(`The operation did not end within ${seconds} s.`));
        // Without unref a timer of an operation that has long ended would keep the process alive.
        setTimeout(abort, seconds * 1000).unref();
        return AbortSignal.any([this.cancelled.signal, timeout.signal]);
    }
}

/** `urn:pulumi:dev::project::parent:type$my:index:Type::name` is of type `my:index:Type`; a name may contain `::`. */
export function parseUrn(urn: string): { type: string; name: string } {
    const [, , types = "", ...name] = urn.split("::");
    return { type: types.slice(types.lastIndexOf("$") + 1), name: name.join("::") };
}
