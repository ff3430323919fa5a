/** The pods of the application in every stage: each port named `metrics` is a target. */
import { drop, type ScrapeConfig } from "./config";
import { pods } from "./pods";
import type { Targets } from "./targets";

export const application = ({ stages }: Targets): ScrapeConfig =>
    pods({ job: "application", namespaces: stages, metrics: [drop(["__name__"], "nodejs_gc_.*|nodejs_active_.*")] });
