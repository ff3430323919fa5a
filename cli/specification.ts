/** An environment's specification on this machine, and the plan that follows from it. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { load, YAMLException } from "js-yaml";
import { planEnvironment, type EnvironmentPlan } from "../infra/plan";
import { parseSpecification, type Specification } from "../infra/specification";
import { ROOT } from "../setup/paths";
import { UserError } from "./errors";
import type { EnvironmentRecord } from "./record";

/** The plan of an environment, from `Pulumi.<name>.yaml` in the repository if there is one, else from the defaults. */
export async function readPlan({ name, network, target }: Pick<EnvironmentRecord, "name" | "network" | "target">): Promise<EnvironmentPlan> {
    return planEnvironment(name, await readSpecification(name, { network, target }));
}

/**
 * @param decided replaces what the file says
 * @throws UserError, SpecificationError
 */
export async function readSpecification(name: string, decided: object = {}): Promise<Specification> {
    return parseSpecification({ ...(await readSettings(name)), ...decided });
}

/** An environment keeps the network that it was made with: a specification that asks for another one is not passed over. */
export async function requireSameNetwork({ name, network }: EnvironmentRecord): Promise<void> {
    const wanted = (await readSettings(name))["network"];
    if (wanted === undefined || wanted === network) return;
    throw new UserError("SPECIFICATION", `Environment "${name}" has the network ${network}; its specification now asks for ${String(wanted)}.`, "", 'Take it down first: "./plateau down".');
}

/** The settings of the specification without their prefix; none where there is no file. */
export async function readSettings(name: string): Promise<Record<string, unknown>> {
    const config = configIn(`Pulumi.${name}.yaml`, await readIfThere(path.join(ROOT, `Pulumi.${name}.yaml`)));
    return Object.fromEntries(
        Object.entries(config)
            .filter(([key]) => key.startsWith("plateau:"))
            .map(([key, value]) => [key.slice("plateau:".length), value]),
    );
}

async function readIfThere(file: string): Promise<string> {
    return fs.readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return "";
        throw new UserError("SPECIFICATION", `${path.basename(file)} cannot be read (${error.code}).`);
    });
}

function configIn(file: string, text: string): object {
    if (!text.trim()) return {};
    let document: { config?: unknown } | null | undefined;
    try {
        document = load(text) as typeof document;
    } catch (error) {
        if (!(error instanceof YAMLException)) throw error;
        throw new UserError("SPECIFICATION", `${file} is not YAML: ${error.message.split("\n")[0]}.`);
    }
    const config = document?.config ?? {};
    if (typeof config === "object" && !Array.isArray(config)) return config;
    throw new UserError("SPECIFICATION", `${file} has no settings under "config", but ${Array.isArray(config) ? "a list" : `"${String(config)}"`}.`);
}
