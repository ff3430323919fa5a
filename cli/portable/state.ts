/** What the stack's state says that the running environment does not. */
import type { Stack } from "@pulumi/pulumi/automation";

interface Resource {
    readonly type: string;
    readonly id?: string;
    readonly outputs?: { readonly source?: string; readonly repository?: string; readonly reference?: string };
}

/** The tag that each image was built as, by repository and digest: "plateau/web@sha256:…". */
export async function pushedImages(stack: Stack): Promise<Map<string, string>> {
    const images = (await resourcesOf(stack)).filter(({ type }) => type === "plateau:index:RegistryImage");
    return new Map(images.map(({ outputs: { source = "", repository = "", reference = "" } = {} }) => [`${repository}@${reference.split("@")[1]}`, source]));
}

/** The Secrets that the program makes, each as "namespace/name". */
export async function programSecrets(stack: Stack): Promise<Set<string>> {
    const secrets = (await resourcesOf(stack)).filter(({ type }) => type === "kubernetes:core/v1:Secret");
    return new Set(secrets.map(({ id = "" }) => id));
}

async function resourcesOf(stack: Stack): Promise<readonly Resource[]> {
    const { deployment } = await stack.exportStack();
    return (deployment as { resources?: Resource[] }).resources ?? [];
}
