/** Where a user finds what an environment offers; follows from its plan alone. */
import { stageHost, type EnvironmentPlan } from "../infra/plan";

export interface Summary {
    readonly addresses: Record<string, string>;
    readonly text: string;
}

export function summaryOf(plan: EnvironmentPlan): Summary {
    const { target, aws, stages } = plan.specification;
    const addresses: Record<string, string> = target === "local" ? onThisMachine(plan) : { ...Object.fromEntries(stages.map((stage) => [stage, `https://${stageHost(plan, stage)}`])), kubernetes: `EKS cluster ${plan.name} in ${aws.region}` };
    const width = Math.max(...Object.keys(addresses).map((name) => name.length));
    return { addresses, text: Object.entries(addresses).map(([name, address]) => `  ${name.padEnd(width)}  ${address}`).join("\n") };
}

function onThisMachine(plan: EnvironmentPlan): Record<string, string> {
    return {
        ...Object.fromEntries(plan.specification.stages.map((stage) => [stage, `https://${stageHost(plan, stage)}:${plan.ports.https}`])),
        bastion: `127.0.0.1:${plan.ports.ssh}`,
        kubernetes: `https://127.0.0.1:${plan.ports.api}`,
        registry: `127.0.0.1:${plan.ports.registry}`,
    };
}
