/** Runs a stage's migration again: after a restore, the rights of the application are missing, and perhaps later migrations. */
import type { Inside } from "./inside";

interface Job {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: { readonly namespace: string; readonly labels?: object };
    readonly spec: { readonly backoffLimit?: number; readonly activeDeadlineSeconds?: number; readonly template: { readonly metadata?: { readonly labels?: Record<string, string> } } };
}

/** The Job's own deadline, and the time that its pod takes to be found and removed. */
const LIMIT_SECONDS = 330;
/** What the Job's controller has put on its pods; another Job's would be refused. */
const OF_CONTROLLER = /controller-uid$|job-name$/;
/** A Job beside the program's, which runs once and is not ours to remove: an import that is killed leaves it where it was. */
const NAME = "migrate-again";

export async function migrateAgain({ lab }: Inside, stage: string): Promise<void> {
    const job = await lab.kubernetes<Job>(`/apis/batch/v1/namespaces/${stage}/jobs/migrate`);
    const remove = () => lab.kubectl(["delete", `--namespace=${stage}`, "--ignore-not-found", `job/${NAME}`], { timeoutSeconds: 120 });
    await remove();
    await lab.kubectl(["create", "--filename=-"], { stdin: JSON.stringify(again(job)) });
    await lab.kubectl(["wait", `--namespace=${stage}`, "--for=condition=complete", `job/${NAME}`, `--timeout=${LIMIT_SECONDS}s`], { timeoutSeconds: LIMIT_SECONDS + 10 });
    await remove();
}

function again({ apiVersion, kind, metadata: { namespace, labels }, spec: { backoffLimit, activeDeadlineSeconds, template } }: Job): object {
    const own = Object.fromEntries(Object.entries(template.metadata?.labels ?? {}).filter(([label]) => !OF_CONTROLLER.test(label)));
    return {
        apiVersion,
        kind,
        metadata: { name: NAME, namespace, labels },
        spec: { backoffLimit, activeDeadlineSeconds, template: { ...template, metadata: { ...template.metadata, labels: own, creationTimestamp: undefined } } },
    };
}
