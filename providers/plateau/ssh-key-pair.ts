import * as fs from "node:fs/promises";
import * as path from "node:path";
import type { ResourceType } from "../kit/types";
import { inPrivateDirectory } from "./private-directory";
import { execute } from "./execute";

interface Inputs {
    comment: string;
}

interface Outputs extends Inputs {
    privateKey: string;
    publicKey: string;
}

/** An Ed25519 key pair in OpenSSH's format, which only its own tool writes. */
export const sshKeyPair: ResourceType<Inputs, Outputs> = {
    props: { comment: { required: true, replace: true } },
    outputs: { privateKey: { secret: true, stable: true }, publicKey: { stable: true } },
    async create({ comment }, { name, signal }) {
        const keys = await inPrivateDirectory(async (dir) => {
            const file = path.join(dir, "key");
            await execute("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", file], { signal });
            return { privateKey: await fs.readFile(file, "utf8"), publicKey: (await fs.readFile(`${file}.pub`, "utf8")).trim() };
        });
        return { id: name, outputs: { comment, ...keys } };
    },
    async delete() {
        // Nothing exists outside the state.
    },
};
