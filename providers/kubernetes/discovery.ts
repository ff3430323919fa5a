import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "./client";
import { ifFound } from "./errors";

/** Where the API has objects of a kind. */
export interface Kind {
    /** `/api/v1` or `/apis/apps/v1`. */
    root: string;
    /** Plural name, as in `deployments`. */
    plural: string;
    namespaced: boolean;
}

interface ResourceList {
    resources: { name: string; kind: string; namespaced: boolean }[];
}

/** The cluster does not have a kind. */
export class UnknownKind extends Error {
    override name = "UnknownKind";
}

/** The API server serves a new custom kind a moment after its definition is established. */
const PATIENCE_MILLISECONDS = 10_000;
const PAUSE_MILLISECONDS = 100;

/** Knows which kinds the cluster has. */
export class Discovery {
    private readonly lists = new Map<string, Promise<ResourceList | undefined>>();

    constructor(private readonly client: Client) {}

    /** Undefined when the cluster does not have the kind (yet). */
    async find(apiVersion: string, kind: string): Promise<Kind | undefined> {
        const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
        let list = this.lists.get(root);
        if (!list) {
            list = ifFound(this.client.request<ResourceList>("GET", root));
            this.lists.set(root, list);
            list.catch(() => this.lists.delete(root));
        }
        // A name with a slash is a part of a resource, as in `deployments/scale`.
        const found = (await list)?.resources.find((entry) => entry.kind === kind && !entry.name.includes("/"));
        if (!found) {
            this.lists.delete(root);
            return undefined;
        }
        return { root, plural: found.name, namespaced: found.namespaced };
    }

    /** Waits a moment for a kind whose definition was created just before. */
    async expect(apiVersion: string, kind: string, signal?: AbortSignal): Promise<Kind> {
        const end = Date.now() + PATIENCE_MILLISECONDS;
        for (;;) {
            const found = await this.find(apiVersion, kind);
            if (found) {
                return found;
            }
            if (Date.now() > end) {
                throw new UnknownKind(`This cluster has no kind ${kind} in ${apiVersion}.`);
            }
            await sleep(PAUSE_MILLISECONDS);
            signal?.throwIfAborted();
        }
    }
}

export const collectionPath = ({ root, plural, namespaced }: Kind, namespace: string): string =>
    `${root}${namespaced ? `/namespaces/${namespace}` : ""}/${plural}`;
