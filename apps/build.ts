/** Makes the image of each service, unless the engine has one of the same content. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { cached, digestOf, exclusively } from "../setup/cache";
import { ROOT } from "../setup/paths";
import { run, succeeds } from "../setup/run";
import { PARTS, SERVICES, type Service } from "./services";

export interface BuildOptions {
    /** Docker tag of the image "node-runtime". */
    readonly base: string;
    /** Shown at the foot of each page and on the image's label. */
    readonly version: string;
    readonly signal?: AbortSignal;
    readonly onLine?: (line: string) => void;
}

const DOCKERFILE = path.join(__dirname, "Dockerfile");

/** What a bundle is made of besides the application's own files: the versions of its packages, and how TypeScript is read. */
const SETTINGS = ["package-lock.json", "tsconfig.json"].map((file) => path.join(ROOT, file));

/**
 * Builds what changed. The tag is a digest of the bundled program, of what it reads and of the base, so the same
 * content has the same tag on every machine, and a change of a comment in a test makes no new image.
 * @returns Docker tag of each service, e.g. `{ web: "plateau/web:0123456789ab", … }`
 */
export async function buildApps(options: BuildOptions): Promise<Record<Service, string>> {
    // Kept, because most runs change nothing of the application: to bundle it takes longer than all else here.
    const bundles = await cached("application", await digestOf([__dirname, ...SETTINGS]), bundleAll);
    const tags = await Promise.all(SERVICES.map((service) => buildService(service, path.join(bundles, service), options)));
    return Object.fromEntries(SERVICES.map((service, i) => [service, tags[i]])) as Record<Service, string>;
}

async function buildService(service: Service, directory: string, options: BuildOptions): Promise<string> {
    const { base, version, signal, onLine } = options;
    const tag = `plateau/${service}:${await digestOf([directory, DOCKERFILE], `base ${base}`, `version ${version}`)}`;
    const exists = () => succeeds("docker", ["image", "inspect", tag], { signal });
    if (await exists()) return tag;
    return exclusively(`image-${service}`, async () => {
        if (await exists()) return tag;
        const args = Object.entries({ BASE: base, SERVICE: service, VERSION: version });
        await run("docker", [
            "build", "--file", DOCKERFILE, "--tag", tag, "--network", "none", "--force-rm",
            ...args.flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]),
            directory,
        ], { signal, onLine });
        return tag;
    });
}

async function bundleAll(directory: string): Promise<void> {
    await Promise.all(SERVICES.map((service) => bundle(service, path.join(directory, service))));
}

/** Everything that the image gets: each program in one file with its packages, and the folders it reads. */
async function bundle(service: Service, directory: string): Promise<void> {
    const source = path.join(__dirname, service);
    const { programs, folders } = PARTS[service];
    const esbuild = await import("esbuild"); // starts a process of its own, which nobody else needs
    await esbuild.build({
        absWorkingDir: __dirname, // file names in the bundle do not depend on where it is built
        entryPoints: Object.fromEntries(programs.map((program) => [program, path.join(source, `${program}.ts`)])),
        outdir: directory,
        outExtension: { ".js": ".cjs" },
        bundle: true,
        platform: "node",
        target: "node24",
        format: "cjs",
        external: ["pg-native"], // an optional driver in C that `pg` looks for only when it is asked to
        logLevel: "error",
    });
    for (const folder of folders) {
        await fs.cp(path.join(source, folder), path.join(directory, folder), { recursive: true });
    }
}
