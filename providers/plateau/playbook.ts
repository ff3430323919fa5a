import type { Context, ResourceType } from "../kit/types";
import { runPlaybook, type PlaybookRun } from "./ansible";

interface Outputs extends PlaybookRun {
    results: Record<string, unknown>;
}

/** A playbook that has been run. Any change of its inputs runs it again; Ansible then changes only what differs. */
export const playbook: ResourceType<PlaybookRun, Outputs> = {
    props: {
        playbook: { required: true, replace: true },
        digest: { required: true },
        inventory: { required: true },
        connection: { required: true, secret: true },
        variables: { required: true, secret: true },
    },
    // A later run publishes the same results unless the cluster itself was replaced, which replaces this resource, too.
    outputs: { results: { secret: true, stable: true } },
    async create(inputs, context) {
        return { id: context.name, outputs: await run(inputs, context) };
    },
    /** Ansible's check mode tells what is no longer as the playbook describes it: then the digest no longer holds. */
    async read(_id, context, state, inputs) {
        if (!state || !inputs) throw new Error("A playbook cannot be imported: nothing on a server says that it was run.");
        const drift = await driftOf(inputs, context);
        if (!drift) return { outputs: state, inputs };
        context.log("warning", drift);
        return { outputs: { ...state, digest: DRIFTED }, inputs: { ...inputs, digest: DRIFTED } };
    },
    update: (_id, _state, inputs, context) => run(inputs, context),
    async delete() {
        // What a playbook configures goes with the servers.
    },
};

/** Stands for a digest after which the servers have been changed by somebody else: the next update runs the playbook. */
const DRIFTED = "drifted";

async function run(inputs: PlaybookRun, context: Context): Promise<Outputs> {
    return { ...inputs, results: (await runPlaybook(inputs, context)).results };
}

/** What differs, in a sentence; undefined when nothing does. A server that cannot be asked is no longer as described. */
async function driftOf(inputs: PlaybookRun, context: Context): Promise<string | undefined> {
    try {
        const { changed } = await runPlaybook(inputs, context, "--check");
        return changed.length > 0 ? `${changed.join(", ")} differ from what ${inputs.playbook} describes.` : undefined;
    } catch (error) {
        context.signal.throwIfAborted();
        return `${inputs.playbook} could not be checked: ${(error as Error).message}`;
    }
}
