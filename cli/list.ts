import { findEnvironments } from "./record";
import type { Verb } from "./verb";

/** `plateau list`: what is on this machine, without touching it. */
export const list: Verb = {
    name: "list",
    summary: "list the environments of this machine",
    details: "Reads this machine's records only; \"plateau status\" asks an environment itself.",
    async run({ json }, { print }) {
        const { environments, damaged } = await findEnvironments();
        if (json) {
            const rows = environments.map(({ name, target, network, createdAt }) => ({ name, target, network, since: createdAt }));
            print(JSON.stringify({ environments: rows, damaged: [...damaged.keys()] }, null, 4));
        } else if (environments.length + damaged.size === 0) {
            print('There is no environment on this machine; "./plateau up" makes one.');
        } else {
            for (const { name, target, network, createdAt } of environments) print(`${name.padEnd(20)}  ${target}  ${network.padEnd(14)}  since ${createdAt}`);
            for (const [name, { message }] of damaged) print(`${name.padEnd(20)}  ${message} "./plateau down --env ${name}" removes it.`);
        }
        return 0;
    },
};
