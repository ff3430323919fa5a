import type { output } from "@pulumi/kubernetes/types";
import { notReady, READY, type Look, type Rule, type Verdict } from "./types";

const TEN_MINUTES = 600;

type EndpointSlice = output.discovery.v1.EndpointSlice;
type Service = output.core.v1.Service;
type Backend = output.networking.v1.IngressBackend;

/** Addresses of a service's pods that are ready. The API takes an absent condition for ready. */
async function readyEndpoints(look: Look, namespace: string, service: string): Promise<number> {
    const slices = (await look.list("discovery.k8s.io/v1", "EndpointSlice", namespace, {
        labelSelector: `kubernetes.io/service-name=${service}`,
    })) as unknown as EndpointSlice[];
    return slices.flatMap(({ endpoints }) => endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false)
        .length;
}

/** A service without selector, headless or by an external name can be complete without any pod. */
const targetsPods = ({ spec }: Service): boolean =>
    Object.keys(spec.selector ?? {}).length > 0 && spec.clusterIP !== "None" && spec.type !== "ExternalName";

/** The service leads to a pod, and a load balancer has an address. */
export const service: Rule<Service> = {
    timeoutSeconds: TEN_MINUTES,
    async judge(object, look) {
        const { name, namespace } = object.metadata;
        if (targetsPods(object) && (await readyEndpoints(look, namespace, name)) === 0) {
            return notReady("none of the pods that it selects is ready, or spec.selector matches no pod");
        }
        if (object.spec.type === "LoadBalancer" && !object.status?.loadBalancer?.ingress?.length) {
            return notReady("it has no load balancer address yet");
        }
        return READY;
    },
};

/** Every service behind the ingress leads to a pod, and a controller has written its address into the ingress. */
export const ingress: Rule<output.networking.v1.Ingress> = {
    timeoutSeconds: TEN_MINUTES,
    async judge(object, look): Promise<Verdict> {
        const { defaultBackend, rules } = object.spec;
        const paths = (rules ?? []).flatMap(({ http }) => http?.paths ?? []);
        const backends: (Backend | undefined)[] = [defaultBackend, ...paths.map(({ backend }) => backend)];
        const names = new Set(backends.flatMap((backend) => (backend?.service ? [backend.service.name] : [])));
        for (const name of names) {
            const problem = await backendProblem(look, object.metadata.namespace, name);
            if (problem) {
                return notReady(problem);
            }
        }
        return object.status?.loadBalancer?.ingress?.length
            ? READY
            : notReady("no ingress controller has given it an address (status.loadBalancer.ingress is empty)");
    },
};

async function backendProblem(look: Look, namespace: string, name: string): Promise<string | undefined> {
    const found = await look.get({ apiVersion: "v1", kind: "Service", metadata: { namespace, name } });
    if (!found) {
        return `the service ${name} that it leads to does not exist`;
    }
    return targetsPods(found as unknown as Service) && (await readyEndpoints(look, namespace, name)) === 0
        ? `the service ${name} that it leads to has no ready pod`
        : undefined;
}
