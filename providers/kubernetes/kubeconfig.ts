import { KubeConfig, type Cluster } from "@kubernetes/client-node";
import * as http from "node:http";
import * as https from "node:https";
import { homedir } from "node:os";
import type { Settings } from "./settings";

export type Source = Pick<Settings, "kubeconfig" | "context" | "cluster">;

/** Where an API server is and how to be let in. */
export interface Endpoint {
    /** Without a slash at its end. */
    url: string;
    agent: http.Agent;
    /** Asked for every request: tokens expire. */
    headers(): Promise<http.OutgoingHttpHeaders>;
}

/** A text has line breaks or is JSON; everything else is a path. */
const isText = (kubeconfig: string): boolean => /[\n{]/.test(kubeconfig);

function load({ kubeconfig, context, cluster }: Source): KubeConfig {
    const config = new KubeConfig();
    if (!kubeconfig) {
        config.loadFromDefault();
    } else if (isText(kubeconfig)) {
        config.loadFromString(kubeconfig);
    } else {
        config.loadFromFile(kubeconfig.replace(/^~(?=\/)/, homedir()));
    }
    if (context) {
        if (!config.getContextObject(context)) {
            throw new Error(`The kubeconfig has no context "${context}".`);
        }
        config.setCurrentContext(context);
    }
    if (cluster) {
        const current = config.getCurrentContext();
        config.contexts = config.contexts.map((each) => (each.name === current ? { ...each, cluster } : each));
    }
    return config;
}

/** The namespace of the kubeconfig's context. Undefined too when the kubeconfig cannot be read. */
export function contextNamespace(source: Source): string | undefined {
    try {
        const config = load(source);
        return config.getContextObject(config.getCurrentContext())?.namespace;
    } catch {
        return undefined; // the first request says what is wrong with the kubeconfig
    }
}

/** The cluster of the current context. Throws what is wrong with the kubeconfig. */
function activeCluster(source: Source): { config: KubeConfig; cluster: Cluster } {
    const config = load(source);
    const cluster = config.getCurrentCluster();
    if (!cluster) {
        throw new Error("The kubeconfig names no cluster for its current context.");
    }
    if (cluster.proxyUrl) {
        throw new Error("This kubernetes plugin does not support proxy-url in a kubeconfig; the official one does.");
    }
    return { config, cluster };
}

/** What is wrong with a kubeconfig given as text. A file may not be there yet: that shows when it is used. */
export function kubeconfigProblem(source: Source): string | undefined {
    if (!source.kubeconfig || !isText(source.kubeconfig)) {
        return undefined;
    }
    try {
        activeCluster(source);
        return undefined;
    } catch (error) {
        return (error as Error).message;
    }
}

/**
 * What identifies a cluster: its address and its authority. A new client certificate in a kubeconfig is no new
 * cluster. Undefined when the kubeconfig cannot be read.
 */
export function clusterIdentity(source: Source): string | undefined {
    try {
        const { server, caData, caFile } = activeCluster(source).cluster;
        return JSON.stringify([server, caData, caFile]);
    } catch {
        return undefined;
    }
}

/** Throws what is wrong with the kubeconfig, a missing file included. */
export async function openEndpoint(source: Source): Promise<Endpoint> {
    const { config, cluster } = activeCluster(source);
    const options = async (): Promise<https.RequestOptions> => {
        const filled: https.RequestOptions = {};
        await config.applyToHTTPSOptions(filled);
        return filled;
    };
    const { ca, cert, key, servername, rejectUnauthorized } = await options();
    const agent = cluster.server.startsWith("http:")
        ? new http.Agent({ keepAlive: true })
        : new https.Agent({ keepAlive: true, ca, cert, key, servername, rejectUnauthorized });
    return {
        url: cluster.server.replace(/\/$/, ""),
        agent,
        headers: async () => {
            const { auth, headers } = await options();
            const basic = auth ? { authorization: `Basic ${Buffer.from(auth).toString("base64")}` } : {};
            return { ...(headers as http.OutgoingHttpHeaders | undefined), ...basic };
        },
    };
}
