import { inspectMachine, type Prerequisite } from "../setup/doctor";
import { configuredProxy, configuredRegistries } from "../setup/registries";
import type { Context, Verb } from "./verb";

const MARKS: Record<Prerequisite["state"], string> = { found: "✔", later: "…", missing: "✗" };

/** `plateau doctor`: each prerequisite, found or missing, and where it comes from. */
export const doctor: Verb = {
    name: "doctor",
    summary: "show what this machine has and lacks",
    details: "Changes nothing. Ends with status 3 when something is missing that \"plateau up\" cannot get by itself.",
    options: (command) => command.option("--network", "show instead which package registries this machine is configured for", false),
    async run({ json, network }, { progress, print }) {
        if (network) return showRegistries(json, print);
        const prerequisites = await progress.step("Looking at this machine", inspectMachine);
        const missing = prerequisites.filter(({ state }) => state === "missing");
        if (json) print(JSON.stringify({ prerequisites }, null, 4));
        else {
            const width = Math.max(...prerequisites.map(({ name }) => name.length));
            for (const { name, state, detail, remedy } of prerequisites) {
                print(`${MARKS[state]} ${name.padEnd(width)}  ${detail}`);
                if (remedy) print(`  ${" ".repeat(width)}  → ${remedy}`);
            }
            const later = prerequisites.filter(({ state }) => state === "later").length;
            print(`\n${prerequisites.length} prerequisites: ${later} to be set up by "plateau up", ${missing.length} missing.`);
        }
        return missing.length > 0 ? 3 : 0;
    },
};

/** What a network's administrator is asked for: docs/en/network.md. */
async function showRegistries(json: boolean, print: Context["print"]): Promise<number> {
    const registries = await configuredRegistries();
    const proxy = configuredProxy();
    if (json) print(JSON.stringify({ registries, proxy }, null, 4));
    else {
        for (const { service, gives, urls } of registries) print(`${service}: ${gives}\n    ${urls.join("\n    ") || "its client is not on this machine yet"}`);
        print(proxy ? `Proxy of the environment: ${proxy}` : "No proxy is set in the environment.");
    }
    return 0;
}
