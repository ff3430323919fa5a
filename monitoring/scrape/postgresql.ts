/** The PostgreSQL exporter of the database servers. */
import { PORTS } from "../identity";
import { drop, type ScrapeConfig } from "./config";
import { exporters } from "./exporters";
import { withRole, type Targets } from "./targets";

export const postgresql = ({ servers }: Targets): ScrapeConfig => ({
    ...exporters("postgresql", withRole(servers, "database"), PORTS.postgresExporter),
    metric_relabel_configs: [
        // Three hundred settings, the same from one day to the next: a rule needs only one.
        {
            source_labels: ["__name__"],
            regex: "pg_settings_max_connections",
            target_label: "__tmp_keep",
            replacement: "yes",
        },
        drop(["__name__", "__tmp_keep"], "pg_settings_.*;"),
        { regex: "__tmp_keep|exported_server", action: "labeldrop" }, // the exporter's own `server` is a socket
        drop(["__name__"], "(go|promhttp|process)_.*"),
    ],
});
