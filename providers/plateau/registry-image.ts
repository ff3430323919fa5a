import * as fs from "node:fs/promises";
import * as path from "node:path";
import type { Context, ResourceType } from "../kit/types";
import { execute } from "./execute";
import { inPrivateDirectory, writePrivately } from "./private-directory";

interface Inputs {
    source: string;
    endpoint: string;
    registry: string;
    repository: string;
    user: string;
    password: string;
    caCertificate?: string;
}

interface Outputs extends Inputs {
    reference: string;
}

/** An image of the machine's engine in the environment's registry, copied by skopeo. */
export const registryImage: ResourceType<Inputs, Outputs> = {
    props: {
        source: { required: true },
        endpoint: { required: true },
        registry: { required: true, replace: true },
        repository: { required: true, replace: true },
        user: { required: true },
        password: { required: true, secret: true },
        caCertificate: {},
    },
    outputs: { reference: {} },
    async create(inputs, context) {
        return { id: `${inputs.registry}/${inputs.repository}`, outputs: await push(inputs, context) };
    },
    update: (_id, _state, inputs, context) => push(inputs, context),
    async delete() {
        // Images that nobody refers to go with their registry; another resource may refer to the same layers.
    },
};

async function push(inputs: Inputs, { signal, status }: Context): Promise<Outputs> {
    return inPrivateDirectory(async (dir) => {
        status(`pushing ${inputs.repository}`);
        const certificates = path.join(dir, "certificates");
        await fs.mkdir(certificates);
        if (inputs.caCertificate) await fs.writeFile(path.join(certificates, "ca.crt"), inputs.caCertificate);
        const auth = Buffer.from(`${inputs.user}:${inputs.password}`).toString("base64");
        const authFile = await writePrivately(path.join(dir, "auth.json"), JSON.stringify({ auths: { [inputs.endpoint]: { auth } } }));
        const digestFile = path.join(dir, "digest");
        const tag = inputs.source.split(":").pop();
        // It crosses no network that a smaller archive would be worth the time for.
        const compression = ["--dest-compress-level", "1"];
        // A digest names the manifest: one of OCI's own kind stays what it is in an OCI layout, and so keeps its digest.
        const format = ["--format", "oci"];
        const options = [...format, ...compression, "--dest-cert-dir", certificates, "--dest-authfile", authFile, "--digestfile", digestFile];
        const destination = `docker://${inputs.endpoint}/${inputs.repository}:${tag}`;
        // A tag names what the image was made from. A registry that never moves a tag refuses a second push, and has the image.
        const digest = await execute("skopeo", ["copy", "--insecure-policy", "--quiet", ...options, `docker-daemon:${inputs.source}`, destination], { signal }).then(
            () => fs.readFile(digestFile, "utf8"),
            (error: unknown) =>
                execute("skopeo", ["inspect", "--format", "{{.Digest}}", "--cert-dir", certificates, "--authfile", authFile, destination], { signal }).catch(() => {
                    throw error;
                }),
        );
        return { ...inputs, reference: `${inputs.registry}/${inputs.repository}@${digest.trim()}` };
    });
}
