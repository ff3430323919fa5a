/** Images by digest: out of the environment's registry into an OCI image layout, and from there to where they run. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { inPrivateDirectory, writePrivately } from "../../providers/plateau/private-directory";
import { run, succeeds } from "../../setup/run";
import type { Inside } from "./inside";
import type { PortableImage } from "./manifest";
import { ownImage, placeOf, registryOf } from "./registry-place";
import { pushedImages } from "./state";

/** What the workloads of the stages run: by workload, "prod/web", the repository and the digest. */
export async function runningImages({ lab, plan }: Inside): Promise<Map<string, { repository: string; digest: string }>> {
    const found = new Map<string, { repository: string; digest: string }>();
    for (const stage of lab.stages) {
        const columns = { name: ".metadata.name", image: ".spec.template.spec.containers[0].image" };
        for (const { name, image = "" } of await lab.table("deployments", columns, `--namespace=${stage}`)) {
            const own = ownImage(image, plan);
            if (own) found.set(`${stage}/${name}`, own);
        }
    }
    return found;
}

/** Each image once, under the tag that its build gave it, or else under the beginning of its digest. */
export async function imagesOf(place: Inside): Promise<PortableImage[]> {
    const pushed = await pushedImages(place.stack);
    const images = new Map<string, { name: string; digest: string; workloads: string[] }>();
    for (const [workload, { repository, digest }] of await runningImages(place)) {
        const tag = pushed.get(`${placeOf(repository, place.plan)}@${digest}`)?.split(":").pop() ?? digest.slice("sha256:".length).slice(0, 12);
        const image = images.get(digest) ?? { name: `${repository}:${tag}`, digest, workloads: [] };
        image.workloads.push(workload);
        images.set(digest, image);
    }
    return [...images.values()];
}

/**
 * Copies images into an OCI layout; layers that they share are in it once.
 * @returns the images as they are there: a manifest of Docker's kind, of an environment from before, becomes one of OCI's
 */
export async function saveImages(place: Inside, images: readonly PortableImage[], layout: string): Promise<PortableImage[]> {
    if (images.length === 0) return [];
    await withRegistry(place, "src", async (registry, options) => {
        for (const { name, digest } of images) await copy([...options, "--format", "oci"], `docker://${registry}/${placeOf(repositoryOf(name), place.plan)}@${digest}`, `oci:${layout}:${name}`);
    });
    const index = JSON.parse(await fs.readFile(path.join(layout, "index.json"), "utf8")) as { manifests: { digest: string; annotations: Record<string, string> }[] };
    const digests = new Map(index.manifests.map(({ digest, annotations }) => [annotations["org.opencontainers.image.ref.name"], digest]));
    return images.map((image) => ({ ...image, digest: digests.get(image.name)! }));
}

/**
 * Gives the machine's container engine the images that it lacks, under their names: the program, which builds the same
 * name from the same sources, then takes these. One of the same name that was built here has other layers, and so another
 * digest: it makes way.
 */
export async function loadImages(images: readonly PortableImage[], layout: string): Promise<void> {
    for (const { name, digest } of images) {
        if (await sameLayers(name, await layersOf(layout, digest))) continue;
        await copy([], `oci:${layout}:${name}`, `docker-daemon:${name}`);
    }
}

/** Puts images into the environment's registry, where each has the digest that it had. In a cloud's, the program alone makes repositories. */
export async function pushImages(place: Inside, images: readonly PortableImage[], layout: string): Promise<void> {
    if (place.plan.specification.target !== "local") return;
    await withRegistry(place, "dest", async (registry, options) => {
        for (const { name } of images) await copy([...options, "--preserve-digests"], `oci:${layout}:${name}`, `docker://${registry}/${name}`);
    });
}

const repositoryOf = (name: string): string => name.slice(0, name.lastIndexOf(":"));

const copy = (options: readonly string[], from: string, to: string) => run("skopeo", ["copy", "--insecure-policy", "--quiet", ...options, from, to]);

/** skopeo's way to the registry: certificate and password are files that only this user can read. */
async function withRegistry(place: Inside, end: "src" | "dest", work: (registry: string, options: readonly string[]) => Promise<void>): Promise<void> {
    const { registry, auth, authority } = await registryOf(place);
    await inPrivateDirectory(async (directory) => {
        const certificates = path.join(directory, "certificates");
        await fs.mkdir(certificates);
        if (authority) await fs.copyFile(authority, path.join(certificates, "ca.crt"));
        const authFile = await writePrivately(path.join(directory, "auth.json"), JSON.stringify({ auths: { [registry]: { auth } } }));
        await work(registry, [`--${end}-cert-dir`, certificates, `--${end}-authfile`, authFile]);
    });
}

/** What an image is made of, whatever its layers were compressed with. */
async function layersOf(layout: string, digest: string): Promise<string[]> {
    const blob = async (name: string) => JSON.parse(await fs.readFile(path.join(layout, "blobs", ...name.split(":")), "utf8")) as unknown;
    const { config } = (await blob(digest)) as { config: { digest: string } };
    return ((await blob(config.digest)) as { rootfs: { diff_ids: string[] } }).rootfs.diff_ids;
}

async function sameLayers(name: string, layers: readonly string[]): Promise<boolean> {
    if (!(await succeeds("docker", ["image", "inspect", name]))) return false;
    const found = JSON.parse(await run("docker", ["image", "inspect", "--format", "{{json .RootFS.Layers}}", name])) as string[];
    return JSON.stringify(found) === JSON.stringify(layers);
}
