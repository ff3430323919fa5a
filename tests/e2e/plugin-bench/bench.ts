import { fork, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pluginDirectory } from "../../plugins";
import type { Answer, Operation, Request, Suites } from "./driver";

/** What a program needs besides what all programs of its suite know. */
type Arguments<Program> = Program extends (lab: never, args: infer Args) => unknown ? (unknown extends Args ? [] : [args: Args]) : [];

type Lab<Name extends keyof Suites> = Suites[Name][keyof Suites[Name]] extends (lab: infer Known, args: never) => unknown ? Known : never;

/** What the state says of a resource. */
interface Resource {
    id: string;
    inputs: unknown;
    outputs: unknown;
    initErrors?: string[];
}

/** One stack whose engine finds the plugin as Plateau tells it to: by the project's settings. */
export class Bench<Suite extends keyof Suites> {
    private constructor(
        private readonly folder: string,
        private readonly driver: ChildProcess,
    ) {}

    /** `suite` is the name of the plugin, and of the programs that are run with it. */
    static async open<Suite extends keyof Suites>(suite: Suite, lab: Lab<Suite>): Promise<Bench<Suite>> {
        const plugin = await pluginDirectory(suite);
        const tools = toolsDirectory();
        const folder = mkdtempSync(join(tmpdir(), `${suite}-plugin-`));
        ["state", "home"].forEach((name) => mkdirSync(join(folder, name)));
        const driver = fork(join(__dirname, "driver.ts"), {
            execArgv: ["--import", "tsx"],
            env: { ...process.env, PATH: [tools, process.env["PATH"]].join(delimiter) },
        });
        const bench = new Bench<Suite>(folder, driver);
        const projectSettings = {
            name: "bench",
            runtime: "nodejs" as const,
            plugins: { providers: [{ name: suite, path: plugin }] },
        };
        const envVars = {
            PULUMI_CONFIG_PASSPHRASE: "bench",
            PULUMI_BACKEND_URL: `file://${folder}/state`,
            PULUMI_HOME: join(folder, "home"),
            PULUMI_SKIP_UPDATE_CHECK: "1",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "1",
        };
        await bench.ask({ kind: "open", suite, lab: lab as object, workspace: { envVars, projectSettings } });
        return bench;
    }

    preview = <Name extends keyof Suites[Suite]>(program: Name, ...args: Arguments<Suites[Suite][Name]>): Promise<Answer> =>
        this.run("preview", String(program), ...(args as object[]));

    up = <Name extends keyof Suites[Suite]>(program: Name, ...args: Arguments<Suites[Suite][Name]>): Promise<Answer> =>
        this.run("up", String(program), ...(args as object[]));

    refresh = (): Promise<Answer> => this.run("refresh");
    destroy = (): Promise<Answer> => this.run("destroy");

    /** Ends the running operation, as Ctrl-C does. */
    cancel(): void {
        this.driver.send({ kind: "cancel" } satisfies Request);
    }

    /** What an operation printed that has to fail. */
    async failure(operation: Promise<Answer>): Promise<string> {
        const { message } = await operation.then(
            () => new Error("nothing: it succeeded"),
            (error: Error) => error,
        );
        return message;
    }

    /** The state as it lies on the disk. */
    state(): string {
        return readFileSync(join(this.folder, "state/.pulumi/stacks/bench/dev.json"), "utf8");
    }

    /** The resource with a logical name; by the end of its type, too, where several have it. */
    resource(name: string, type = ""): Resource | undefined {
        const { checkpoint } = JSON.parse(this.state()) as {
            checkpoint: { latest: { resources: (Resource & { urn: string })[] } };
        };
        return checkpoint.latest.resources.find(({ urn }) => urn.endsWith(`${type}::${name}`));
    }

    close(): void {
        this.driver.kill();
        rmSync(this.folder, { recursive: true, force: true });
    }

    private async run(operation: Operation, program?: string, args?: object): Promise<Answer> {
        const answer = await this.ask({ kind: "run", operation, program, args });
        if (answer.failed) {
            throw new Error(answer.output);
        }
        return answer;
    }

    private ask(request: Request): Promise<Answer> {
        return new Promise((resolve, reject) => {
            const ended = (status: number | null): void => reject(new Error(`The driver ended with status ${status}.`));
            this.driver.once("exit", ended);
            this.driver.once("message", (answer: Answer) => {
                this.driver.off("exit", ended);
                resolve(answer);
            });
            this.driver.send(request);
        });
    }
}

/** `./plateau test` links the programs that tests start into one directory. */
export function toolsDirectory(): string {
    const tools = process.env["PLATEAU_TOOLS"];
    if (!tools) throw new Error("PLATEAU_TOOLS must name the folder of pulumi, etcd, kube-apiserver, kube-controller-manager, kubectl.");
    return tools;
}
