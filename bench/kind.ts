/** The peer: kind, with nodes made of the same image as Plateau's. */
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { goBuild } from "../setup/go";
import { run } from "../setup/run";
import { versions } from "../setup/versions";
import { kindConfig } from "./kind-config";
import { memoryMiB, settle, timed } from "./measure";

const HERE = path.join(__dirname, "kind");
const CLUSTER = "plateau-bench";

export interface KindMeasures {
    readonly nodes: number;
    readonly createSeconds: number;
    readonly deleteSeconds: number;
    readonly memoryMiB: number;
}

/** Creates and deletes a cluster of empty nodes. @param node tag of Plateau's node image */
export async function measureKind(nodes: number, node: string): Promise<KindMeasures> {
    const work = await fs.mkdtemp(path.join(os.tmpdir(), "plateau-bench-"));
    try {
        const image = await nodeImage(node);
        await goBuild(HERE, "sigs.k8s.io/kind", path.join(work, "kind"));
        await fs.symlink(path.join(HERE, "docker"), path.join(work, "docker"));
        const config = path.join(work, "cluster.yaml");
        await fs.writeFile(config, kindConfig(nodes));
        const env = {
            ...process.env,
            PATH: `${work}:${process.env.PATH}`,
            PLATEAU_BENCH_DOCKER: await run("sh", ["-c", "command -v docker"]),
            KUBECONFIG: path.join(work, "kubeconfig"),
        };
        const kind = (...args: string[]) => run(path.join(work, "kind"), [...args, "--name", CLUSTER], { env });
        await kind("delete", "cluster"); // of a run that was killed
        const created = await timed(`kind, ${nodes} node(s)`, () => kind("create", "cluster", "--image", image, "--config", config));
        await settle();
        const memory = await memoryMiB(`label=io.x-k8s.kind.cluster=${CLUSTER}`);
        const deleted = await timed("kind delete", () => kind("delete", "cluster"));
        return { nodes, createSeconds: created.seconds, deleteSeconds: deleted.seconds, memoryMiB: memory };
    } finally {
        await fs.rm(work, { recursive: true, force: true });
    }
}

async function nodeImage(node: string): Promise<string> {
    const tag = `plateau/bench-kind:${node.split(":").at(-1)}`;
    const args = { NODE: node, KUBERNETES: versions.kubernetes };
    const buildArgs = Object.entries(args).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]);
    await run("docker", ["build", "--quiet", "--network", "none", "--force-rm", "--tag", tag, ...buildArgs, HERE]);
    return tag;
}
