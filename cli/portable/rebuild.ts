/** Rebuilds an environment from an export: all that could refuse it first, then the environment, then its content. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { buffer } from "node:stream/consumers";
import type { Readable } from "node:stream";
import { readMigrations } from "../../apps/api/migrations";
import { ROOT } from "../../setup/paths";
import { UserError } from "../errors";
import { awaitWhole } from "../recovery";
import type { Context } from "../verb";
import { contentOf, restore } from "./database";
import type { Decrypt } from "./encryption";
import { loadImages, pushImages, runningImages } from "./images";
import type { Inside } from "./inside";
import { dumpOf, ENCRYPTED, IMAGES, MANIFEST, memberNamed, rulesFile, secretsOf, type Manifest } from "./manifest";
import { migrateAgain } from "./migrate";
import { rulesIn } from "./rules";
import { applySecrets } from "./secrets";

export type Outcome = "restored" | "was there";

export class Rebuild {
    readonly remarks: string[] = [];

    constructor(
        private readonly file: string,
        private readonly directory: string,
        readonly manifest: Manifest,
        private readonly decrypt: Decrypt | undefined,
        private readonly replace: boolean,
    ) {}

    /** @throws UserError where the key is missing or another one, or the application here is older than the data */
    async requireReadable(): Promise<void> {
        const encrypted = Object.keys(this.manifest.members).find((name) => name.endsWith(ENCRYPTED));
        if (encrypted) (await this.open(encrypted)).destroy();
        const known = new Set((await readMigrations(path.join(ROOT, "apps", "api", "migrations"))).map(({ name }) => name));
        for (const [stage, { migrations }] of Object.entries(this.manifest.stages)) {
            const later = migrations.filter((name) => !known.has(name));
            if (later.length > 0) throw new UserError("EXPORT_OTHER", `The database of ${stage} in ${this.file} is of a later application: this one does not know its migration ${later.join(", ")}.`);
            if (!memberNamed(this.manifest, dumpOf(stage))) throw new UserError("EXPORT_DAMAGED", `${this.file} was changed after it was written: the dump of ${stage} is missing.`);
        }
    }

    /** @throws UserError where data would have no place to go to */
    requireStages(env: string, stages: readonly string[]): void {
        const homeless = Object.keys(this.manifest.stages).filter((stage) => !stages.includes(stage));
        if (homeless.length > 0) throw new UserError("EXPORT_OTHER", `The specification of "${env}" has no stage ${homeless.join(", ")}, and ${this.file} has its data.`);
    }

    /** @throws UserError where there is data that would be lost */
    async requireRoom(place: Inside): Promise<Map<string, Outcome>> {
        const origin = await this.origin();
        const outcomes = new Map<string, Outcome>();
        const used: string[] = [];
        for (const stage of Object.keys(this.manifest.stages)) {
            const content = await contentOf(place, stage);
            const there = content.origin === origin && !this.replace;
            if (content.used && !there && !this.replace) used.push(stage);
            outcomes.set(stage, there ? "was there" : "restored");
        }
        if (used.length > 0) throw new UserError("NOT_EMPTY", `Environment "${place.plan.name}" has data of its own in ${used.join(", ")}, which an import would replace.`);
        return outcomes;
    }

    loadImages(): Promise<void> {
        return loadImages(this.manifest.images, path.join(this.directory, IMAGES));
    }

    /** Fills the environment, which is whole; what a run before has filled stays as it is. */
    async fill(place: Inside, { progress }: Pick<Context, "progress">): Promise<Map<string, Outcome>> {
        const outcomes = await this.requireRoom(place);
        await progress.step("Copying the images", () => pushImages(place, this.manifest.images, path.join(this.directory, IMAGES)));
        const origin = await this.origin();
        for (const [stage, outcome] of outcomes) {
            if (outcome === "restored") await progress.step(`Filling the database of ${stage}`, async () => restore(place, stage, origin, await this.open(memberNamed(this.manifest, dumpOf(stage))!)));
            const secrets = memberNamed(this.manifest, secretsOf(stage));
            if (secrets) await applySecrets(place, stage, (await buffer(await this.open(secrets))).toString());
        }
        await progress.step("Bringing the databases up to date", () => Promise.all([...outcomes.keys()].map((stage) => migrateAgain(place, stage))));
        await awaitWhole(place, progress);
        await this.compare(place);
        return outcomes;
    }

    /** What runs is what this program declares: where the export had something else, people are told. */
    private async compare(place: Inside): Promise<void> {
        const running = await runningImages(place);
        for (const { name, digest, workloads } of this.manifest.images) {
            const others = workloads.filter((workload) => running.get(workload)?.digest !== digest);
            if (others.length > 0) this.remarks.push(`${others.join(", ")} runs the image that this version builds; that of the export is in the registry as ${name}.`);
        }
        const rules = await rulesIn(place);
        for (const [name, text] of rules) {
            const exported = await fs.readFile(path.join(this.directory, rulesFile(name)), "utf8").catch(() => undefined);
            if (exported !== text) this.remarks.push(`${name} is that of this version; the export has ${exported === undefined ? "none of this name" : "another one"}.`);
        }
    }

    /** By it a database knows this export again. */
    private async origin(): Promise<string> {
        const digest = createHash("sha256").update(await fs.readFile(path.join(this.directory, MANIFEST))).digest("hex");
        return `plateau import ${digest}`;
    }

    private async open(name: string): Promise<Readable> {
        const content = createReadStream(path.join(this.directory, name));
        if (!name.endsWith(ENCRYPTED)) return content;
        if (this.decrypt) return this.decrypt(content);
        content.destroy();
        throw new UserError("EXPORT_KEY", `${this.file} is encrypted to ${this.manifest.recipient}, and there is no key to read it with.`);
    }
}
