/** The program of plain `pulumi up`: the stack's name is the environment's, its configuration the specification. */
import * as pulumi from "@pulumi/pulumi";
import { setUpMachine } from "../setup/machine";
import type { Progress } from "../setup/progress";
import { environment } from "./environment";
import { machineFacts } from "./facts";
import { planEnvironment } from "./plan";
import { parseSpecification } from "./specification";

const PREFIX = "plateau:";

/** Pulumi shows what is logged beside its own progress. */
const progress: Progress = {
    step: (title, work) => {
        void pulumi.log.info(title, undefined, undefined, true);
        return work({ status: () => undefined });
    },
    note: (text) => void pulumi.log.info(text),
};

export = async () => {
    const settings = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(PREFIX));
    const specification = parseSpecification(Object.fromEntries(settings.map(([key, value]) => [key.slice(PREFIX.length), value])));
    const machine = await setUpMachine(progress);
    return environment(planEnvironment(pulumi.getStack(), specification), await machineFacts(machine));
};
