import { hasUnknown } from "../kit/properties";
import type { CheckFailure, Properties } from "../kit/types";
import { refusedSetting } from "./refusals";

/** What the arguments of `kubernetes.Provider` mean here. */
export interface Settings {
    /** Text or path of a kubeconfig. Default: KUBECONFIG, then ~/.kube/config. */
    kubeconfig?: string;
    context?: string;
    cluster?: string;
    /** Of namespaced objects that name none. Default: the one of the kubeconfig's context, then `default`. */
    namespace?: string;
    /** Takes over fields that another field manager owns, instead of failing with a conflict. */
    enablePatchForce: boolean;
    enableConfigMapMutable: boolean;
    enableSecretMutable: boolean;
    upsertExistingObjects: boolean;
    /** Forgets objects whose cluster does not answer, instead of failing to delete them. */
    deleteUnreachable: boolean;
    /** Keeps to itself that the API server calls a version or field deprecated. */
    suppressDeprecationWarnings: boolean;
}

const TEXTS = ["kubeconfig", "context", "cluster", "namespace"] as const;
const FLAGS = [
    "enablePatchForce",
    "enableConfigMapMutable",
    "enableSecretMutable",
    "upsertExistingObjects",
    "deleteUnreachable",
    "suppressDeprecationWarnings",
] as const;

/** Known to the SDK and true to their meaning without any work: there are no Helm hooks here that could be warned of. */
const HARMLESS = ["suppressHelmHookWarnings", "clusterIdentifier"];

/** Added by the engine to every provider. */
const ENGINE = ["version", "pluginDownloadURL"];

/** The SDK sends everything but texts as JSON: "true" or "false"; a variable of the environment can also say "1". */
const isTrue = (value: unknown): boolean => value === true || ["true", "True", "TRUE", "t", "T", "1"].includes(value as string);

/** The SDK reads these for a provider that the program makes; for Pulumi's default provider that is the plugin's task. */
const VARIABLES: Readonly<Record<string, string>> = {
    deleteUnreachable: "PULUMI_K8S_DELETE_UNREACHABLE",
    enableConfigMapMutable: "PULUMI_K8S_ENABLE_CONFIGMAP_MUTABLE",
    enablePatchForce: "PULUMI_K8S_ENABLE_PATCH_FORCE",
    enableSecretMutable: "PULUMI_K8S_ENABLE_SECRET_MUTABLE",
    enableServerSideApply: "PULUMI_K8S_ENABLE_SERVER_SIDE_APPLY",
    skipUpdateUnreachable: "PULUMI_K8S_SKIP_UPDATE_UNREACHABLE",
    suppressDeprecationWarnings: "PULUMI_K8S_SUPPRESS_DEPRECATION_WARNINGS",
    suppressHelmHookWarnings: "PULUMI_K8S_SUPPRESS_HELM_HOOK_WARNINGS",
    upsertExistingObjects: "PULUMI_K8S_UPSERT_EXISTING_OBJECTS",
};

/** The configuration, and what the environment says of the rest. */
function withEnvironment(config: Properties): Properties {
    const set = Object.entries(VARIABLES).filter(([, variable]) => process.env[variable]);
    return { ...Object.fromEntries(set.map(([key, variable]) => [key, process.env[variable]])), ...config };
}

export function parseSettings(configuration: Properties): Settings {
    const config = withEnvironment(configuration);
    const text = (key: string): string | undefined => {
        const value = config[key];
        return typeof value === "string" && value !== "" ? value : undefined;
    };
    return {
        ...Object.fromEntries(TEXTS.map((key) => [key, text(key)])),
        ...(Object.fromEntries(FLAGS.map((key) => [key, isTrue(config[key])])) as Record<
            (typeof FLAGS)[number],
            boolean
        >),
    };
}

/** A warning of the API server that the program does not want to hear. */
export const isSuppressed = (warning: string, { suppressDeprecationWarnings }: Pick<Settings, "suppressDeprecationWarnings">): boolean =>
    suppressDeprecationWarnings && /\bdeprecated\b/.test(warning);

/** Names every argument that would be ignored. */
export function checkSettings(configuration: Properties): CheckFailure[] {
    const config = withEnvironment(configuration);
    const known: string[] = [...TEXTS, ...FLAGS, ...HARMLESS, ...ENGINE, "enableServerSideApply"];
    const failures = Object.keys(config)
        .filter((property) => !known.includes(property))
        .map((property) => ({
            property,
            reason: refusedSetting(property),
        }));
    const apply = config["enableServerSideApply"];
    if (apply !== undefined && !isTrue(apply) && !hasUnknown(apply)) {
        failures.push({
            property: "enableServerSideApply",
            reason:
                "This kubernetes plugin does not support client-side apply, which enableServerSideApply turns on; the " +
                "official one does. Leave it out.",
        });
    }
    return failures;
}

/**
 * The keys whose change means another cluster, and so other objects. A new client certificate is no new cluster, nor
 * is a kubeconfig that is not known yet. `identityOf` is undefined for a kubeconfig that cannot be read.
 */
export function replacingKeys(
    oldConfig: Properties,
    config: Properties,
    changed: string[],
    identityOf: (settings: Settings) => string | undefined,
): string[] {
    if (changed.includes("clusterIdentifier") || hasUnknown(config)) {
        return changed.filter((key) => key === "clusterIdentifier");
    }
    if (config["clusterIdentifier"] !== undefined) {
        return []; // the program says that it is still the same
    }
    const before = identityOf(parseSettings(oldConfig));
    const now = identityOf(parseSettings(config));
    const isAnother = before !== undefined && now !== undefined && before !== now;
    return isAnother ? changed.filter((key) => ["kubeconfig", "context", "cluster"].includes(key)) : [];
}
