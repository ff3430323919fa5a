/** A specification that goes from one environment to another: Pulumi's stack configuration, without what belongs to a machine. */
import { existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { dump, load } from "js-yaml";
import { parseSpecification, type Specification } from "../../infra/specification";
import { ROOT } from "../../setup/paths";
import { UserError } from "../errors";
import { findEnvironment } from "../record";
import { readSettings } from "../specification";

/** Every setting with its value: a default of another version would be another environment. The network is the machine's. */
export function formatSpecification(specification: Specification): string {
    const settings = Object.entries(specification).filter(([key, value]) => key !== "network" && value !== undefined);
    const config = Object.fromEntries(settings.map(([key, value]) => [`plateau:${key}`, value]));
    return dump({ config }, { lineWidth: -1 });
}

/**
 * Gives an environment that has no specification and does not exist the one of the export.
 * @returns what the environment has, and a remark where that is not what the export has
 * @throws SpecificationError, UserError before anything is written
 */
export async function placeSpecification(env: string, text: string): Promise<{ readonly stages: readonly string[]; readonly remark?: string }> {
    const name = `Pulumi.${env}.yaml`;
    const file = path.join(ROOT, name);
    const exported = parseSpecification(settingsIn(text));
    const exists = (await findEnvironment(env)) !== undefined;
    if (!exists && !existsSync(file)) {
        await fs.writeFile(`${file}.half`, `# Written by "plateau import". docs/en/specification.md lists every key and its default.\n${text}`);
        await fs.rename(`${file}.half`, file);
        return { stages: exported.stages };
    }
    const own = parseSpecification(await readSettings(env));
    const same = isDeepStrictEqual({ ...own, network: undefined }, { ...exported, network: undefined });
    const kept = existsSync(file) ? `${name} is kept as it is` : `${env} keeps the defaults that it was made with`;
    return { stages: own.stages, ...(same ? {} : { remark: `${kept}; the export has another specification.` }) };
}

function settingsIn(text: string): Record<string, unknown> {
    const document = load(text) as { config?: Record<string, unknown> } | null;
    if (!document?.config) throw new UserError("EXPORT_DAMAGED", "The specification in the export has no settings.");
    return Object.fromEntries(Object.entries(document.config).map(([key, value]) => [key.replace(/^plateau:/, ""), value]));
}
