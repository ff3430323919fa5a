/** Keeps a verification in a directory: the reports, and what came back of every command as a file with its digest. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Report } from "../../referential/report";
import { evidenceFile } from "./evidence-file";
import { htmlReport } from "./html";
import { verifyDocument } from "./json";
import { junitReport } from "./junit";

export interface StoredReport {
    readonly html: string;
    readonly junit: string;
    readonly json: string;
    /** `sha256sum --check` on this file shows that no evidence has been altered since. */
    readonly digests: string;
}

/** Writes all of it; only the user may read it, because it shows a running environment from within. */
export async function storeReport(directory: string, report: Report): Promise<StoredReport> {
    const stored: StoredReport = {
        html: join(directory, "report.html"),
        junit: join(directory, "junit.xml"),
        json: join(directory, "verify.json"),
        digests: join(directory, "SHA256SUMS"),
    };
    const evidence = report.criteria.flatMap((criterion) =>
        criterion.evidence.map((entry, index) => ({ ...entry, file: evidenceFile(criterion.id, index) })),
    );
    await write(stored.html, htmlReport(report));
    await write(stored.junit, junitReport(report));
    await write(stored.json, `${JSON.stringify(verifyDocument(report), null, 2)}\n`);
    await write(stored.digests, evidence.map(({ sha256, file }) => `${sha256}  ${file}\n`).join(""));
    for (const { file, output } of evidence) await write(join(directory, file), output);
    return stored;
}

async function write(path: string, text: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, text, { mode: 0o600 });
}
