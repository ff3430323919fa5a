/** A lab with a few given answers, for tests of what runs checks. */
import { planEnvironment } from "../../../infra/plan";
import { parseSpecification } from "../../../infra/specification";
import type { Channels, CommandResult, Request, Response } from "../../../referential/channels";
import { Lab } from "../../../referential/lab";

type Answer = string | Partial<CommandResult>;

export interface Answers {
    /** By server and beginning of the command, "db-1 systemctl", or by the beginning alone for all servers. */
    readonly ssh?: Readonly<Record<string, Answer>>;
    /** By beginning of the arguments: "get nodes". */
    readonly kubectl?: Readonly<Record<string, Answer | object>>;
    /** By host and path: "prod.demo.localhost/". */
    readonly https?: (request: Request) => Partial<Response>;
    readonly ansible?: Readonly<Record<string, string>>;
    readonly files?: Readonly<Record<string, string>>;
    readonly over?: Partial<Channels>;
    readonly playbooks?: readonly string[];
}

export function fakeLab(answers: Answers): Lab {
    const environment = planEnvironment("demo", parseSpecification({}));
    const plan = {
        environment,
        versions: { kubernetes: "v1.36.3", postgresql: "17" },
        playbooks: answers.playbooks ?? ["ansible/servers.yml"],
        registryAuthorization: "Basic cGxhdGVhdTpz",
    };
    const channels: Channels = {
        ssh: async (server, command) => pick(answers.ssh, `${server} ${command}`, command),
        kubectl: async (args) => pick(answers.kubectl, args.join(" ")),
        https: async (request) => ({ status: 200, headers: {}, body: "", tls: "TLSv1.3", ...answers.https?.(request) }),
        ansibleCheck: async (playbook) => pick(answers.ansible, playbook),
        readFile: async (path) => {
            const text = answers.files?.[path];
            if (text === undefined) throw new Error(`ENOENT: no such file, open '${path}'`);
            return text;
        },
        ...answers.over,
    };
    return new Lab(plan, channels);
}

/** The longest key with which one of the questions begins; an unknown question is an error of the test. */
function pick(answers: Readonly<Record<string, Answer | object>> = {}, ...questions: string[]): CommandResult {
    const keys = Object.keys(answers).toSorted((a, b) => b.length - a.length);
    const key = questions.flatMap((question) => keys.filter((k) => question.startsWith(k)))[0];
    if (key === undefined) throw new Error(`no answer prepared for: ${questions[0]}`);
    const answer = answers[key]!;
    if (typeof answer === "string") return { stdout: answer, stderr: "", exitCode: 0 };
    if ("exitCode" in answer || "stdout" in answer) return { stdout: "", stderr: "", exitCode: 0, ...answer };
    return { stdout: JSON.stringify(answer), stderr: "", exitCode: 0 };
}
