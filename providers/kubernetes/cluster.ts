import type { Context } from "../kit/types";
import { Client } from "./client";
import { collectionPath, Discovery, UnknownKind, type Kind } from "./discovery";
import { ifFound, Unreachable } from "./errors";
import { contextNamespace, openEndpoint } from "./kubeconfig";
import { annotation, FIELD_MANAGER, type KubeObject } from "./objects";
import { toWire } from "./secret-data";
import { isSuppressed, type Settings } from "./settings";

/** What says which object is meant. */
export type Reference = Pick<KubeObject, "apiVersion" | "kind"> & { metadata: { name: string; namespace?: string } };

type Operation = Pick<Context, "signal" | "log">;

interface Connection {
    client: Client;
    discovery: Discovery;
}

/** The cluster that the provider's configuration leads to. Nothing is asked of it before the first request. */
export class Cluster {
    readonly defaultNamespace: string;
    private connection: Promise<Connection> | undefined;

    constructor(readonly settings: Settings) {
        this.defaultNamespace = settings.namespace ?? contextNamespace(settings) ?? "default";
    }

    async get(reference: Reference, signal?: AbortSignal): Promise<KubeObject | undefined> {
        const { client } = await this.connect();
        const path = await this.pathOf(reference, false, signal);
        return path === undefined ? undefined : ifFound(client.request<KubeObject>("GET", path, { signal }));
    }

    /** Objects of a kind in a namespace. Empty when the cluster does not have the kind. */
    async list(
        apiVersion: string,
        kind: string,
        namespace: string,
        query: Record<string, string>,
        signal?: AbortSignal,
    ): Promise<KubeObject[]> {
        const { client, discovery } = await this.connect();
        const found = await discovery.find(apiVersion, kind);
        if (!found) {
            return [];
        }
        const path = collectionPath(found, namespace);
        return (await client.request<{ items: KubeObject[] }>("GET", path, { query, signal })).items;
    }

    /**
     * Server-side apply. A dry run answers with what the object would be; a kind that is not there fails at once.
     * `force` takes fields over from other managers.
     */
    async apply(
        object: KubeObject,
        operation: Operation,
        { dryRun = false, force = this.forces(object) }: { dryRun?: boolean; force?: boolean } = {},
    ): Promise<KubeObject> {
        const { client } = await this.connect();
        const path = await this.pathOf(object, !dryRun, operation.signal);
        if (path === undefined) {
            throw new UnknownKind(`This cluster has no kind ${object.kind} in ${object.apiVersion} yet.`);
        }
        return client.request<KubeObject>("PATCH", path, {
            query: {
                fieldManager: FIELD_MANAGER,
                force: String(force),
                fieldValidation: "Strict", // an unknown field is an error that names it, never dropped
                ...(dryRun && { dryRun: "All" }),
            },
            body: toWire(object),
            contentType: "application/apply-patch+yaml",
            signal: operation.signal,
            // A dry run of the same object would say it a second time.
            onWarning: dryRun ? undefined : (message) => this.warn(operation, message),
        });
    }

    async delete(reference: Reference, options: object, signal: AbortSignal): Promise<void> {
        const { client } = await this.connect();
        const path = await this.pathOf(reference, false, signal);
        if (path !== undefined) {
            const body = { apiVersion: "v1", kind: "DeleteOptions", ...options };
            await ifFound(client.request("DELETE", path, { body, signal }));
        }
    }

    private warn(operation: Operation, message: string): void {
        if (!isSuppressed(message, this.settings)) {
            operation.log("warning", message);
        }
    }

    private forces(object: KubeObject): boolean {
        return this.settings.enablePatchForce || annotation(object, "patchForce") === "true";
    }

    private connect(): Promise<Connection> {
        this.connection ??= openEndpoint(this.settings).then(
            (endpoint) => {
                const client = new Client(endpoint);
                return { client, discovery: new Discovery(client) };
            },
            (error: Error) => {
                throw new Unreachable(`The kubeconfig cannot be used: ${error.message}`);
            },
        );
        return this.connection;
    }

    /** Undefined when the cluster does not have the kind. With `wait` it may be on its way. */
    private async pathOf(reference: Reference, wait: boolean, signal?: AbortSignal): Promise<string | undefined> {
        const { apiVersion, kind, metadata } = reference;
        const { discovery } = await this.connect();
        const found: Kind | undefined = wait
            ? await discovery.expect(apiVersion, kind, signal)
            : await discovery.find(apiVersion, kind);
        return found && `${collectionPath(found, metadata.namespace ?? this.defaultNamespace)}/${metadata.name}`;
    }
}
