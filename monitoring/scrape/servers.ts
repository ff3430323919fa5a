/** The node exporter of every server. */
import { PORTS } from "../identity";
import { drop, type ScrapeConfig } from "./config";
import { exporters } from "./exporters";
import type { Targets } from "./targets";

export const servers = ({ servers: all }: Targets): ScrapeConfig => ({
    ...exporters("node", all, PORTS.nodeExporter),
    metric_relabel_configs: [
        // Five states for each of about eighty units: only a failed one matters, and a failed one is in one state.
        drop(["__name__", "state"], "node_systemd_unit_state;(activating|active|deactivating|inactive)"),
        drop(["__name__"], "(go|promhttp|process)_.*|node_scrape_collector_duration_seconds"),
    ],
});
