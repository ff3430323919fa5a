/** Every secret that a running environment holds: of its state, of Kubernetes, and of the files of its servers. */
import { readFile } from "node:fs/promises";
import type { Stack } from "@pulumi/pulumi/automation";
import { passphraseFile } from "../../../cli/stored";
import { isObject } from "../../../providers/kit/properties";
import type { Lab } from "../../../referential/lab";
import { secretsIn, type Secret } from "./forms";

interface Resource {
    readonly urn: string;
    readonly inputs?: object;
    readonly outputs?: object;
}

export async function secretsOf(stack: Stack, lab: Lab): Promise<Secret[]> {
    const [state, kubernetes, ...files] = await Promise.all([ofState(stack), ofKubernetes(lab), ...lab.servers.map(({ name }) => ofServer(lab, name))]);
    const passphrase = { name: "passphrase of the state", value: (await readFile(passphraseFile(lab.plan.environment.name), "utf8")).trim() };
    // The same value has its first name only: that of the resource that made it.
    const unique = new Map([...[passphrase, ...state, ...kubernetes, ...files.flat()]].reverse().map((secret) => [secret.value, secret]));
    return [...unique.values()];
}

/** All that the engine encrypts. */
async function ofState(stack: Stack): Promise<Secret[]> {
    const { deployment } = await stack.exportStack();
    const resources = (deployment as { resources: Resource[] }).resources;
    return resources.flatMap(({ urn, inputs, outputs }) => {
        const name = urn.split("::").slice(3).join("::");
        return [...encrypted(outputs, name), ...encrypted(inputs, name)];
    });
}

/** Values that the export, which shows secrets, marks as such. */
function encrypted(value: unknown, name: string): Secret[] {
    if (isObject(value) && typeof value["plaintext"] === "string") return texts(JSON.parse(value["plaintext"]), name);
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) => encrypted(inner, `${name}.${key}`));
}

function texts(value: unknown, name: string): Secret[] {
    if (typeof value === "string") return secretsIn(value).map((secret) => ({ name, value: secret }));
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${name}.${key}`));
}

/** Values of all Secrets, those that kubeadm and the controllers made included. */
async function ofKubernetes(lab: Lab): Promise<Secret[]> {
    const { items } = await lab.kubernetes<{ items: { metadata: { namespace: string; name: string }; data?: Record<string, string> }[] }>("/api/v1/secrets");
    return items.flatMap(({ metadata, data = {} }) =>
        Object.entries(data).flatMap(([key, value]) => texts(Buffer.from(value, "base64").toString(), `Secret ${metadata.namespace}/${metadata.name} ${key}`)),
    );
}

/** Keys and tokens in files: kubeadm's, the kubelet's, those of the ssh daemon and of service accounts in pods. */
const PRIVATE_FILES = [
    "sudo grep --recursive --files-with-matches --binary-files=without-match --no-messages --devices=skip --extended-regexp 'PRIVATE KEY-----|client-key-data:|kind: EncryptionConfiguration' /etc /root /home /var/lib/kubelet /var/lib/cloud /var/lib/postgresql",
    "sudo find /var/lib/kubelet/pods -type f -name token -path '*/..*' 2>/dev/null",
].join("; ");

async function ofServer(lab: Lab, server: string): Promise<Secret[]> {
    const script = `for file in $(${PRIVATE_FILES}); do echo "$file $(sudo base64 --wrap=0 "$file")"; done`;
    const lines = (await lab.shell(server, script)).split("\n").filter(Boolean);
    return lines.flatMap((line) => {
        const [file = "", content = ""] = line.split(" ");
        return texts(Buffer.from(content, "base64").toString("latin1"), `${server}:${file}`);
    });
}
