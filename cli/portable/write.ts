/** Writes an export: each member into a private directory, then all in one, then the name. */
import { createWriteStream } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { version } from "../../package.json";
import { inPrivateDirectory } from "../../providers/plateau/private-directory";
import type { Context } from "../verb";
import { writeArchive } from "./archive";
import { dump, migrationsOf } from "./database";
import type { Encrypt } from "./encryption";
import { imagesOf, saveImages } from "./images";
import type { Inside } from "./inside";
import { dumpOf, ENCRYPTED, IMAGES, README, rulesFile, secretsOf, SPECIFICATION, type Manifest } from "./manifest";
import { readme } from "./readme";
import { rulesIn } from "./rules";
import { secretsIn } from "./secrets";
import { formatSpecification } from "./specification";

/** Parts of an environment that an export has a place for, and that no environment has yet. */
const NOT_THERE = {
    local: ["objects: the environment has no object store", "dashboards: the environment has none"],
    aws: ["objects: the application does not use the bucket yet", "dashboards: the environment has none"],
};

export interface Encryption {
    readonly recipient: string;
    readonly encrypt: Encrypt;
}

export interface Written {
    readonly bytes: number;
    readonly leftOut: readonly string[];
}

/** @param file not there yet, or to be replaced */
export async function writeExport(file: string, place: Inside, encryption: Encryption | undefined, { progress }: Pick<Context, "progress">): Promise<Written> {
    // Where the next run removes what a killed one has left: there may be dumps in the open in it.
    return inPrivateDirectory(async (work) => {
        const members = new Members(work, encryption);
        const { plan } = place;
        const leftOut = [...NOT_THERE[plan.specification.target]];
        const stages: Record<string, Manifest["stages"][string]> = {};
        for (const stage of plan.specification.stages) {
            await progress.step(`Dumping the database of ${stage}`, () => dump(place, stage, (output) => members.private(dumpOf(stage), output)));
            stages[stage] = { migrations: await migrationsOf(place, stage) };
        }
        await progress.step("Reading the Secrets of the stages", async () => {
            for (const [stage, { names, yaml }] of await secretsIn(place)) {
                if (encryption) await members.private(secretsOf(stage), Readable.from([Buffer.from(yaml)]));
                else leftOut.push(`secrets of ${stage} (${names.join(", ")}): no --recipient to encrypt them to`);
            }
        });
        for (const [name, text] of await rulesIn(place)) await members.text(rulesFile(name), text);
        const running = await imagesOf(place);
        const images = await progress.step("Copying the images", () => saveImages(place, running, path.join(work, IMAGES)));
        for (const [i, { name, digest }] of images.entries()) {
            if (digest !== running[i]!.digest) leftOut.push(`the digest of ${name}, ${running[i]!.digest}: the environment has it with a manifest of Docker's own`);
        }
        await members.text(SPECIFICATION, formatSpecification(plan.specification));
        await members.text(README, readme(encryption !== undefined));
        const about = { plateau: version, environment: plan.name, target: plan.specification.target, written: new Date().toISOString(), recipient: encryption?.recipient, stages, images, leftOut };
        return { leftOut, bytes: await progress.step("Writing the export", () => writeArchive(file, work, about)) };
    });
}

/** The members on their way into the directory. */
class Members {
    constructor(
        private readonly directory: string,
        private readonly encryption: Encryption | undefined,
    ) {}

    async text(name: string, text: string): Promise<void> {
        await fs.writeFile(await this.place(name), text);
    }

    /** Encrypted where there is a key: it holds what is somebody's own. */
    async private(name: string, content: Readable): Promise<void> {
        if (!this.encryption) return pipeline(content, createWriteStream(await this.place(name)));
        await pipeline(await this.encryption.encrypt(content), createWriteStream(await this.place(name + ENCRYPTED)));
    }

    private async place(name: string): Promise<string> {
        const file = path.join(this.directory, name);
        await fs.mkdir(path.dirname(file), { recursive: true });
        return file;
    }
}
