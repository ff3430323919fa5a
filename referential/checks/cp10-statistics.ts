/** CP10.3 « Les échanges avec les développeurs sont réguliers » : the developers get the statistics of real use. */
import { check, type Findings } from "../checks";
import type { Lab } from "../lab";

/** Services that answer requests; the worker has nobody who waits for it. */
const SERVICES = ["web", "api"];

/** Enough to be told apart from a probe, too few to be felt. */
const REQUESTS = 20;

/** Prometheus fetches every 15 to 30 s; the report is about what it has fetched. */
const SCRAPE_LIMIT_SECONDS = 90;

/** Requests that Prometheus has counted, by service. */
type Counts = ReadonlyMap<string, number>;

export const exchanged = check({
    facts: {
        follows: { fr: "Les statistiques suivent l'usage réel", en: "the statistics follow real use" },
        report: {
            fr: "Le rapport de la dernière heure est complet : débit, erreurs, durée",
            en: "the report of the last hour is complete: rate, errors, duration",
        },
    },
    timeoutSeconds: 2 * SCRAPE_LIMIT_SECONDS + 60,
    async look(lab, findings) {
        // The first round makes the series exist, each service's: an increase is measured from a value fetched before.
        await Promise.all(lab.stages.map((stage) => use(lab, stage)));
        const counted = await Promise.all(lab.stages.map((stage) => use(lab, stage)));
        lab.stages.forEach((stage, index) => {
            for (const [service, more] of counted[index]!) {
                const subject = `${stage}/${service}`;
                findings.that("follows", subject, more >= REQUESTS, `≥ ${REQUESTS} requests more`, `${more} more`);
            }
        });
        for (const stage of lab.stages) {
            for (const service of SERVICES) await reportOf(lab, stage, service, findings);
        }
    },
});

/**
 * Sends requests as users do: each page of the web asks the api once.
 * Returns how many more Prometheus has counted of every service once it has fetched them all again.
 */
async function use(lab: Lab, stage: string): Promise<Counts> {
    const again = lab.repeating();
    const before = await counts(again, stage);
    for (let sent = 0; sent < REQUESTS; sent++) await again.https(lab.host(stage), "/");
    const what = `${REQUESTS} more requests of ${SERVICES.join(" and ")} of ${stage} in Prometheus`;
    return lab.until(what, SCRAPE_LIMIT_SECONDS, async (probe) => {
        const now = await counts(probe, stage);
        const more = new Map(SERVICES.map((service) => [service, (now.get(service) ?? 0) - (before.get(service) ?? 0)]));
        return Math.min(...more.values()) >= REQUESTS ? more : undefined;
    });
}

async function counts(lab: Lab, stage: string): Promise<Counts> {
    const selector = `namespace="${stage}",service=~"${SERVICES.join("|")}"`;
    const samples = await lab.prometheus(`sum by (service) (http_request_duration_seconds_count{${selector}})`);
    return new Map(samples.map(({ metric, value }) => [metric["service"] ?? "", value]));
}

async function reportOf(lab: Lab, stage: string, service: string, findings: Findings<"report">): Promise<void> {
    const selector = `namespace="${stage}",service="${service}"`;
    const value = async (query: string): Promise<number> => (await lab.prometheus(query))[0]?.value ?? NaN;
    const requests = await value(`sum(increase(http_request_duration_seconds_count{${selector}}[1h]))`);
    const failed = `http_request_duration_seconds_count{${selector},status=~"5.."}`;
    const errors = (await value(`sum(increase(${failed}[1h])) or vector(0)`)) / requests;
    const buckets = `http_request_duration_seconds_bucket{${selector}}`;
    const p95 = await value(`histogram_quantile(0.95, sum by (le) (rate(${buckets}[1h])))`);
    const complete = requests > 0 && Number.isFinite(errors) && Number.isFinite(p95);
    const errorShare = `${(errors * 100).toFixed(2)} % errors`;
    const seen = `${requests.toFixed(0)} requests, ${errorShare}, p95 ${(p95 * 1000).toFixed(0)} ms`;
    findings.that("report", `${stage}/${service}`, complete, "requests > 0, errors and p95 known", seen);
}
