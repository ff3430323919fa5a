/** The sample application as it runs: its services, their images, and what the registry says of those. */
import type { Lab } from "./lab";

export interface Image {
    /** As the Deployment names it: "registry.demo.internal:5000/plateau/web@sha256:…". */
    readonly reference: string;
    readonly repository: string;
    /** "sha256:…", if the reference has one. */
    readonly digest?: string;
}

/** "registry.demo.internal:5000/plateau/web@sha256:0a…" in its parts. */
export function parseImage(reference: string): Image {
    const [name = "", digest] = reference.split("@");
    const repository = name.slice(name.indexOf("/") + 1).replace(/:[^/:]+$/, "");
    return { reference, repository, digest };
}

/** Image that a Deployment of a stage asks for. */
export async function imageOf(lab: Lab, stage: string, service: string): Promise<Image> {
    const columns = { image: ".spec.template.spec.containers[0].image" };
    const [row] = await lab.table("deployments", columns, "-n", stage, "--field-selector", `metadata.name=${service}`);
    if (!row?.image) throw new Error(`there is no Deployment ${service} in ${stage}`);
    return parseImage(row.image);
}

/** Media types of a manifest, as the nodes' container engine accepts them. */
const MANIFESTS = [
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
];

/** Digest under which the environment's registry holds the image, or the status with which it says that it does not. */
export async function registryDigest(lab: Lab, image: Image): Promise<string> {
    const answer = await lab.request({
        port: "registry",
        host: `registry.${lab.plan.environment.domain}`,
        path: `/v2/${image.repository}/manifests/${image.digest}`,
        method: "HEAD",
        headers: { accept: MANIFESTS.join(", "), authorization: lab.plan.registryAuthorization },
    });
    return answer.headers["docker-content-digest"] ?? `status ${answer.status}`;
}
