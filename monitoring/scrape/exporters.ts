/** Exporters on servers: each shows the environment's certificate and asks for one; addresses are fixed. */
import { TLS_FILES } from "../identity";
import type { ScrapeConfig } from "./config";
import { addressOf, type ServerTarget } from "./targets";

export const exporters = (job: string, servers: readonly ServerTarget[], port: number): ScrapeConfig => ({
    job_name: job,
    scheme: "https",
    tls_config: { ca_file: TLS_FILES.ca, cert_file: TLS_FILES.certificate, key_file: TLS_FILES.key },
    static_configs: servers.map((server) => ({
        targets: [`${addressOf(server)}:${port}`],
        labels: { server: server.name, role: server.role },
    })),
});
