/** Plain values as a program gives them: no wrappers of secrets, possibly the marker of an unknown value. */
export type Properties = Record<string, unknown>;

/** Where a value lies inside a resource: `["spec", "ports", 0, "port"]`. */
export type Path = readonly (string | number)[];

export interface PropertySpec {
    /** Check names the property when it is missing. */
    required?: boolean;
    /** A change replaces the resource. Without it a change updates the resource, if it has `update`. */
    replace?: boolean;
    /** The state keeps the value encrypted even if the program does not say that it is a secret. */
    secret?: boolean;
    /** The value of an input that is not given. */
    default?: unknown;
}

export interface OutputSpec {
    /** The state keeps the value encrypted. */
    secret?: boolean;
    /** The value survives every update, so that a preview of an update knows it. */
    stable?: boolean;
}

export interface CheckFailure {
    /** Path of the input at fault, as in `servers[1].name`. */
    property: string;
    reason: string;
}

/** What an operation knows besides its own properties. */
export interface Context {
    urn: string;
    /** Type token, as in `plateau:index:Playbook`. */
    type: string;
    /** Logical name of the resource. */
    name: string;
    preview: boolean;
    /** What `customTimeouts` says for this operation; undefined when it says nothing. */
    timeoutSeconds?: number;
    /** Aborted when the engine cancels or `timeoutSeconds` have passed. Its reason is an error that says which. */
    signal: AbortSignal;
    /** In a check only: the engine's seed for random names, the same in the preview and in the update after it. */
    randomSeed?: Uint8Array;
    /** The configuration of the provider, secrets unwrapped. */
    config: Properties;
    /** Shows what is being done beside the resource; the next status takes its place. */
    status(message: string): void;
    /** Adds a line to the diagnostics of the resource. Never pass a secret: it would be printed. */
    log(severity: "debug" | "info" | "warning" | "error", message: string): void;
}

export interface Created<Outputs> {
    /** Must not be empty. */
    id: string;
    outputs: Outputs;
}

export interface Live<Inputs, Outputs> {
    /** Default: the ID that was asked for. */
    id?: string;
    outputs: Outputs;
    /** The inputs that would produce what is there now. A difference from the program's is drift. */
    inputs: Inputs;
}

/**
 * One type of resource. An operation that leaves something half made throws `PartialFailure`, so that the state
 * keeps what there is; any other error means that nothing was made or changed.
 */
export interface ResourceType<Inputs extends object = object, Outputs extends object = object> {
    /** Every input. Check refuses what is not here, unless `open`. */
    props: { [key in keyof Inputs]-?: PropertySpec };
    /** What only the operations know. Outputs are stored as returned: inputs that should be readable belong in them. */
    outputs?: { [key in keyof Outputs]?: OutputSpec };
    /** Inputs that `props` does not name are accepted. */
    open?: boolean;

    /** Adds faults to those of `props`. May also normalise `inputs` in place. Unknown values can occur in a preview. */
    check?(
        inputs: Inputs,
        context: Context,
        oldInputs: Inputs | undefined,
    ): CheckFailure[] | void | Promise<CheckFailure[] | void>;
    /** Says whether a change at `path` replaces. Default: what `props` says. */
    replaces?(path: Path, oldInputs: Inputs, inputs: Inputs): boolean;
    /** Names what has to change although no input did, such as a certificate that expires. Asked at every diff. */
    stale?(state: Outputs, inputs: Inputs, context: Context): string[];
    /** The old object must go first, because the new one needs its name. Default: the new one comes first. */
    deleteBeforeReplace?(oldInputs: Inputs, inputs: Inputs): boolean;

    /** Foretells the outputs. Default: the inputs, and unknown outputs (on an update: those that are not stable). */
    preview?(inputs: Inputs, context: Context, state: Outputs | undefined): Promise<object>;
    create(inputs: Inputs, context: Context): Promise<Created<Outputs>>;
    /** Undefined when the object is gone. On an import there are no inputs and no state. Default: state as it was. */
    read?(
        id: string,
        context: Context,
        state: Outputs | undefined,
        inputs: Inputs | undefined,
    ): Promise<Live<Inputs, Outputs> | undefined>;
    /** Without it every change replaces. */
    update?(id: string, state: Outputs, inputs: Inputs, context: Context, oldInputs: Inputs): Promise<Outputs>;
    delete(id: string, state: Outputs, context: Context): Promise<void>;
}

export interface ProviderPackage {
    name: string;
    version: string;
    resources: Record<string, ResourceType>;
    /** The type behind a token that `resources` does not name; undefined refuses it. */
    fallback?(type: string): ResourceType | undefined;
    /** Says what to do about a type or function that is refused. */
    refusal?(token: string): string;
    invokes?: Record<string, (args: Properties, config: Properties) => Promise<Properties>>;
    /** Keys of the configuration that the state keeps encrypted even if the program does not say so. */
    configSecrets?: string[];
    /** Faults of the provider's own configuration, which may hold unknown values. */
    checkConfig?(config: Properties): CheckFailure[];
    /** Keys of the configuration that mean another place: a change replaces all the provider's resources. */
    configReplace?: string[] | ((oldConfig: Properties, config: Properties, changed: string[]) => string[]);
    /** Called before any operation, never with unknown values. */
    configure?(config: Properties): Promise<void>;
}
