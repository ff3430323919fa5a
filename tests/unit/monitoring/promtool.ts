/** Prometheus' and Alertmanager's own judges: on PATH, or taken out of the images that this project builds. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { cached } from "../../../setup/cache";
import { run, succeeds } from "../../../setup/run";

/** Runs `promtool`. @throws CommandError with all that it said when it is not content */
export const promtool = (args: readonly string[], cwd: string) => judge("promtool", "prometheus", args, cwd);

/** Runs `amtool`. @throws CommandError with all that it said when it is not content */
export const amtool = (args: readonly string[], cwd: string) => judge("amtool", "alertmanager", args, cwd);

async function judge(program: string, image: string, args: readonly string[], cwd: string): Promise<string> {
    if (await succeeds(program, ["--version"])) return run(program, args, { cwd });
    const [loader, ...rest] = await fromImage(program, image);
    return run(loader!, [...rest, ...args], { cwd });
}

/** The command that runs a program out of an image: with the image's own C library, this machine's may be older. */
async function fromImage(program: string, image: string): Promise<string[]> {
    const id = await newest(`plateau/${image}`);
    if (!id) {
        throw new Error(
            `${program} is neither on PATH nor in an image "plateau/${image}" of the container engine. ` +
                `Run "scripts/images/${image}/build.sh plateau/${image}:test".`,
        );
    }
    const directory = await cached(program, id, async (half) => {
        const container = await run("docker", ["create", id]);
        try {
            await run("docker", ["cp", `${container}:/usr/bin/${program}`, half]);
            await run("docker", ["cp", `${container}:/usr/lib`, half]);
        } finally {
            await run("docker", ["rm", container]);
        }
    });
    for (const architecture of await fs.readdir(path.join(directory, "lib"))) {
        const libraries = path.join(directory, "lib", architecture);
        if (!(await fs.stat(libraries)).isDirectory()) continue; // a link to the loader, on some architectures
        const loader = (await fs.readdir(libraries)).find((file) => file.startsWith("ld-linux"));
        if (loader) return [path.join(libraries, loader), "--library-path", libraries, path.join(directory, program)];
    }
    throw new Error(`The image "plateau/${image}" (${id}) has no loader beside its C library: build it again.`);
}

async function newest(repository: string): Promise<string | undefined> {
    const ids = await run("docker", ["images", repository, "--format", "{{.ID}}"]).catch(() => "");
    return ids.split("\n").find(Boolean); // the engine lists the newest first
}
