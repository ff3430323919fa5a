/** The ways into an environment. Everything that a check sees has come through one of these five, and is recorded. */

export interface CommandResult {
    readonly stdout: string;
    readonly stderr: string;
    readonly exitCode: number;
}

export interface CallOptions {
    /** Ends the call early, when its check has run out of time. */
    readonly signal?: AbortSignal;
    /** @default 30 */
    readonly timeoutSeconds?: number;
    /** Text for the command's standard input. */
    readonly stdin?: string;
    /** The same question is being asked over and over: evidence keeps the last answer, and how many there were. */
    readonly repeated?: boolean;
}

export interface SshOptions extends CallOptions {
    /** Further options of the ssh client, `["-o", "PubkeyAuthentication=no"]`; they get a connection of their own. */
    readonly client?: readonly string[];
}

/** A request from outside, as an end user makes it, through a port that the bastion publishes. */
export interface Request {
    readonly port: "https" | "registry";
    /** Name that is asked for and that the certificate has to bear. */
    readonly host: string;
    readonly path: string;
    /** @default "GET" */
    readonly method?: string;
    /** Never recorded: they may hold credentials. */
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
}

export interface Response {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    /** "TLSv1.3"; the chain has been checked against the environment's CA, or the request would have failed. */
    readonly tls: string;
}

export interface Channels {
    /** Runs a shell command on a server, through the bastion. */
    ssh(server: string, command: string, options?: SshOptions): Promise<CommandResult>;
    kubectl(args: readonly string[], options?: CallOptions): Promise<CommandResult>;
    https(request: Request, options?: CallOptions): Promise<Response>;
    /** Runs a playbook in Ansible's check mode: it says what it would change, and changes nothing. */
    ansibleCheck(playbook: string, options?: CallOptions): Promise<CommandResult>;
    /** Reads a file of the repository. */
    readFile(path: string): Promise<string>;
}
