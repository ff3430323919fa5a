/** What a check holds in its hands: the running environment, and what the specification says about it. */
import { stageHost, type EnvironmentPlan } from "../infra/plan";
import type { ServerPlan } from "../infra/target";
import { ALERTMANAGER, NAMESPACE, PORTS, PROMETHEUS } from "../monitoring/identity";
import type { CallOptions, Channels, CommandResult, Request, Response, SshOptions } from "./channels";
import { parseTable, type Row } from "./table";
import { waitUntil } from "./wait";

/** The plain values that checks compare with what runs. */
export interface LabPlan {
    /** What follows from the specification: servers, addresses, ports and names. */
    readonly environment: EnvironmentPlan;
    /** What the servers have to run: Kubernetes "v1.36.3", PostgreSQL "17". */
    readonly versions: { readonly kubernetes: string; readonly postgresql: string };
    /** Playbooks that configure the servers, relative to the repository: "ansible/servers.yml". */
    readonly playbooks: readonly string[];
    /** `Authorization` header with which the nodes' own account reads the registry. */
    readonly registryAuthorization: string;
}

/** One time series of a Prometheus answer, with its present value. */
export interface Sample {
    readonly metric: Readonly<Record<string, string>>;
    readonly value: number;
}

/** The API server's way to a Service: Prometheus and Alertmanager are not published, this is how administrators ask. */
function proxy({ app }: { readonly app: string }, port: number): string {
    return `/api/v1/namespaces/${NAMESPACE}/services/https:${app}:${port}/proxy`;
}
const PROMETHEUS_API = proxy(PROMETHEUS, PORTS.prometheus);
const ALERTMANAGER_API = proxy(ALERTMANAGER, PORTS.alertmanager);

/** In Alertmanager's pod: the certificate with which its own tool asks it. */
const AMTOOL_CONFIGURATION = "/etc/alertmanager/http.yml";

export type CleanUp = (lab: Lab) => Promise<void>;

export class Lab {
    /** What has to be put back once the check is over, the last one first. */
    readonly cleanUps: CleanUp[] = [];

    constructor(
        readonly plan: LabPlan,
        private readonly channels: Channels,
        private readonly common: Pick<CallOptions, "signal" | "repeated"> = {},
    ) {}

    /** The same environment for one check: through other channels, and ended by `signal`. */
    with(wrap: (channels: Channels) => Channels, signal: AbortSignal): Lab {
        return new Lab(this.plan, wrap(this.channels), { signal });
    }

    /** The same lab for questions that are asked over and over: evidence keeps the last answer of each. */
    repeating(): Lab {
        return new Lab(this.plan, this.channels, { ...this.common, repeated: true });
    }

    /** Asks until the answer is not undefined; throws after the limit, see {@link waitUntil}. */
    until<T>(what: string, limitSeconds: number, probe: (lab: Lab) => Promise<T | undefined>): Promise<T> {
        const lab = this.repeating();
        return waitUntil({ what, limitSeconds, signal: this.signal }, () => probe(lab));
    }

    get signal(): AbortSignal | undefined {
        return this.common.signal;
    }

    get servers(): readonly ServerPlan[] {
        return this.plan.environment.servers;
    }

    /** Stages of the application; each is a namespace of this name. */
    get stages(): readonly string[] {
        return this.plan.environment.specification.stages;
    }

    /** Host name under which end users reach a stage. */
    host(stage: string): string {
        return stageHost(this.plan.environment, stage);
    }

    /** Runs a shell command on a server; the exit status is part of the answer, not an error. */
    ssh(server: string, command: string, options?: SshOptions): Promise<CommandResult> {
        return this.channels.ssh(server, command, { ...this.common, ...options });
    }

    /** Output of a command on a server; throws if it fails. */
    async shell(server: string, command: string, options?: SshOptions): Promise<string> {
        return output(`ssh ${server}`, await this.ssh(server, command, options));
    }

    /** Output of kubectl; throws if it fails. */
    async kubectl(args: readonly string[], options?: CallOptions): Promise<string> {
        return output(`kubectl ${args[0]}`, await this.channels.kubectl(args, { ...this.common, ...options }));
    }

    /** An object or list of the Kubernetes API, by path: "/api/v1/nodes". */
    async kubernetes<T>(path: string): Promise<T> {
        return JSON.parse(await this.kubectl(["get", "--raw", path])) as T;
    }

    /** Objects as a table of the given JSONPath columns: readable evidence, and no more data than is needed. */
    async table<Column extends string>(
        resource: string,
        columns: Readonly<Record<Column, string>>,
        ...selectors: string[]
    ): Promise<Row<Column>[]> {
        const names = Object.keys(columns) as Column[];
        const format = names.map((name) => `${name}:${columns[name]}`).join(",");
        return parseTable(names, await this.kubectl(["get", resource, ...selectors, "-o", `custom-columns=${format}`]));
    }

    /** Series of an instant query. */
    async prometheus(query: string): Promise<Sample[]> {
        const data = await this.prometheusApi<{ result: Series[] }>(`/api/v1/query?query=${encodeURIComponent(query)}`);
        return data.result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
    }

    /** `data` of any other Prometheus API answer: "/api/v1/targets". */
    async prometheusApi<T>(path: string): Promise<T> {
        const answer = await this.kubernetes<{ status: string; data: T }>(PROMETHEUS_API + path);
        if (answer.status !== "success") throw new Error(`Prometheus answered ${answer.status} to ${path}`);
        return answer.data;
    }

    alertmanager<T>(path: string): Promise<T> {
        return this.kubernetes<T>(ALERTMANAGER_API + path);
    }

    /** Raises an alert in Alertmanager by its own tool, in its own pod: the API server's proxy cannot carry one there. */
    async raiseAlert(labels: Readonly<Record<string, string>>, summary: string, end: Date): Promise<void> {
        const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
        await this.kubectl([
            ...["exec", `--namespace=${NAMESPACE}`, `deployment/${ALERTMANAGER.app}`, "--"],
            ...["amtool", `--alertmanager.url=https://localhost:${PORTS.alertmanager}`, `--http.config.file=${AMTOOL_CONFIGURATION}`],
            ...["alert", "add", `--end=${end.toISOString()}`, `--annotation=summary=${summary}`, ...pairs],
        ]);
    }

    /** Rows of a query, asked on the server itself as PostgreSQL's own administrator. */
    async sql<T extends object>(server: string, database: string, query: string): Promise<T[]> {
        return this.rows<T>(server, (psql) => `cd / && sudo -u postgres ${psql}`, database, query);
    }

    /**
     * Rows of a query, however PostgreSQL is reached from a server.
     * @param command the shell's, of psql's own
     */
    async rows<T extends object>(server: string, command: (psql: string) => string, database: string, query: string, stdin?: string): Promise<T[]> {
        const wrapped = `SELECT coalesce(json_agg(answer), '[]') FROM (${query}) AS answer`;
        const psql = `psql -X -A -t -v ON_ERROR_STOP=1 -d ${database} -c ${shellQuote(wrapped)}`;
        return JSON.parse(await this.shell(server, command(psql), stdin === undefined ? undefined : { stdin })) as T[];
    }

    /** A request from outside; any status is an answer, a broken connection or certificate an error. */
    request(request: Request, options?: CallOptions): Promise<Response> {
        return this.channels.https(request, { ...this.common, ...options });
    }

    /** GET of a page or of the API as an end user. */
    https(host: string, path: string): Promise<Response> {
        return this.request({ port: "https", host, path });
    }

    /** Output of a playbook in check mode, whatever its exit status. */
    async ansibleCheck(playbook: string): Promise<string> {
        const result = await this.channels.ansibleCheck(playbook, { ...this.common, timeoutSeconds: 300 });
        return `${result.stdout}\n${result.stderr}`;
    }

    readFile(path: string): Promise<string> {
        return this.channels.readFile(path);
    }

    /** Registers what undoes a change; it is run after the check, also when that fails or runs out of time. */
    afterwards(cleanUp: CleanUp): void {
        this.cleanUps.unshift(cleanUp);
    }
}

interface Series {
    readonly metric: Record<string, string>;
    readonly value: [number, string];
}

function output(what: string, { stdout, stderr, exitCode }: CommandResult): string {
    if (exitCode === 0) return stdout;
    throw new Error(`${what} ended with status ${exitCode}: ${(stderr.trim() || stdout.trim()).slice(0, 500)}`);
}

/** One word for a POSIX shell. */
export function shellQuote(text: string): string {
    return `'${text.replaceAll("'", `'\\''`)}'`;
}
