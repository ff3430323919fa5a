/** The parts of Prometheus' scrape configuration that are used here, in Prometheus' own words. */

export interface Relabel {
    readonly source_labels?: readonly string[];
    readonly regex?: string;
    readonly target_label?: string;
    readonly replacement?: string;
    readonly action?: "replace" | "keep" | "drop" | "labeldrop";
}

export interface TlsClient {
    readonly ca_file: string;
    readonly cert_file?: string;
    readonly key_file?: string;
    readonly server_name?: string;
}

export interface ScrapeConfig {
    readonly job_name: string;
    readonly scheme?: "http" | "https";
    readonly metrics_path?: string;
    readonly tls_config?: TlsClient;
    readonly authorization?: { readonly credentials_file: string };
    readonly static_configs?: readonly {
        readonly targets: readonly string[];
        readonly labels?: Readonly<Record<string, string>>;
    }[];
    readonly kubernetes_sd_configs?: readonly {
        readonly role: "node" | "pod";
        readonly namespaces?: { readonly names: readonly string[] };
        readonly selectors?: readonly { readonly role: "pod"; readonly label: string }[];
    }[];
    readonly relabel_configs?: readonly Relabel[];
    readonly metric_relabel_configs?: readonly Relabel[];
}

/** Keeps only the metrics named: what nobody asks for costs memory all the same. */
export function keepOnly(metrics: readonly string[]): Relabel {
    return { source_labels: ["__name__"], regex: metrics.join("|"), action: "keep" };
}

/** Drops series whose labels, joined by `;`, match. */
export function drop(labels: readonly string[], regex: string): Relabel {
    return { source_labels: labels, regex, action: "drop" };
}

/** Copies what service discovery knows into a label. */
export function copy(from: string, to: string): Relabel {
    return { source_labels: [from], target_label: to };
}
