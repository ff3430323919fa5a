import { readFileSync } from "node:fs";
import { Bench, toolsDirectory } from "../plugin-bench/bench";
import { ControlPlane } from "./control-plane";
import { Nodes } from "./nodes";

/** A control plane, the engine with the plugin, and stand-ins for nodes. */
export class Environment {
    private constructor(
        readonly plane: ControlPlane,
        readonly bench: Bench<"kubernetes">,
        private readonly nodes: Nodes,
    ) {}

    static async open(): Promise<Environment> {
        const plane = await ControlPlane.start(toolsDirectory());
        const bench = await Bench.open("kubernetes", { kubeconfig: readFileSync(plane.kubeconfig, "utf8") });
        return new Environment(plane, bench, new Nodes(plane));
    }

    async close(): Promise<void> {
        await this.stopCluster();
        this.bench.close();
    }

    async stopCluster(): Promise<void> {
        await this.nodes.stop();
        await this.plane.stop();
    }

    /** A value that kubectl reads from an object, as in `get("deployment", "web", ".spec.replicas")`. */
    get(kind: string, name: string, path: string, namespace = "default"): string {
        return this.plane.kubectl("-n", namespace, "get", kind, name, "-o", `jsonpath={${path}}`);
    }
}
