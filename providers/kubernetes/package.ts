import { version } from "@pulumi/kubernetes/package.json";
import { hasUnknown } from "../kit/properties";
import type { CheckFailure, Properties, PropertySpec, ProviderPackage, ResourceType } from "../kit/types";
import { Cluster } from "./cluster";
import { decodeYaml } from "./decode";
import { clusterIdentity, kubeconfigProblem } from "./kubeconfig";
import { insteadOf } from "./refusals";
import { kubernetesObject } from "./resource";
import { checkSettings, parseSettings, replacingKeys } from "./settings";
import { isSupported } from "./tokens";

const OBJECT: Record<string, PropertySpec> = { apiVersion: { required: true }, kind: { required: true } };

/** The state keeps a Secret's data encrypted even if the program takes it from a plain text. */
const SECRET: Record<string, PropertySpec> = { ...OBJECT, data: { secret: true }, stringData: { secret: true } };

export function kubernetesPackage(): ProviderPackage {
    let cluster = new Cluster(parseSettings({}));
    const object = kubernetesObject(() => cluster, OBJECT);
    const secret = kubernetesObject(() => cluster, SECRET);
    return {
        name: "kubernetes",
        version, // the engine looks for the plugin by the version of the SDK
        resources: {},
        fallback: (token): ResourceType | undefined => {
            if (!isSupported(token)) {
                return undefined;
            }
            return (token === "kubernetes:core/v1:Secret" ? secret : object) as ResourceType;
        },
        refusal: insteadOf,
        invokes: { "kubernetes:yaml:decode": decodeYaml },
        configSecrets: ["kubeconfig"], // it lets its reader into the cluster
        checkConfig,
        configReplace: (olds, news, changed) => replacingKeys(olds, news, changed, clusterIdentity),
        async configure(config) {
            cluster = new Cluster(parseSettings(config));
        },
    };
}

function checkConfig(config: Properties): CheckFailure[] {
    const problem = hasUnknown(config) ? undefined : kubeconfigProblem(parseSettings(config));
    const failures = checkSettings(config);
    return problem ? [...failures, { property: "kubeconfig", reason: problem }] : failures;
}
