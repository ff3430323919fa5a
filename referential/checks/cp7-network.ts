/** CP7.2 « Les containers sont connectés au réseau » : for each door, one who gets in and one who does not. */
import { homeAddress } from "../../infra/plan";
import { check } from "../checks";
import type { Lab } from "../lab";
import { helperImage, knock, type Destination } from "../pods";
import { databaseServers } from "./cp6";

/** From the place of an app (or of a pod that is none) in a stage to a destination. */
interface Flow {
    readonly stage: string;
    readonly from: string;
    readonly to: "api" | "database" | "api of another stage";
    readonly passes: boolean;
}

/**
 * Every destination is reached by somebody: a door that nobody can open would look just as well guarded.
 * `stranger` bears no app's labels: it stands for a pod that nobody has thought of.
 */
function flows(stages: readonly string[]): Flow[] {
    const [stage, other] = [stages[0]!, stages.at(-1)!];
    return [
        { stage, from: "web", to: "api", passes: true },
        { stage, from: "api", to: "database", passes: true },
        { stage, from: "web", to: "database", passes: false },
        { stage, from: "stranger", to: "api", passes: false },
        { stage, from: "stranger", to: "database", passes: false },
        ...(other === stage
            ? []
            : [
                  { stage: other, from: "web", to: "api", passes: true } as const,
                  { stage, from: "web", to: "api of another stage", passes: false } as const,
              ]),
    ];
}

export const connectedToNetwork = check({
    facts: {
        passes: {
            fr: "Un flux prévu passe, de container à service, par son nom",
            en: "a planned flow passes, from container to service, by its name",
        },
        refused: { fr: "Un flux non prévu est refusé", en: "a flow that is not planned is refused" },
        users: {
            fr: "L'utilisateur atteint le container par l'entrée HTTPS",
            en: "the user reaches the container through the HTTPS entrance",
        },
    },
    alone: true,
    timeoutSeconds: 120,
    async look(lab, findings) {
        const all = flows(lab.stages);
        const image = await helperImage(lab);
        const places = [...new Set(all.map(({ stage, from }) => `${stage}/${from}`))];
        await Promise.all(
            places.map(async (place) => {
                const own = all.filter(({ stage, from }) => `${stage}/${from}` === place);
                const [namespace = "", from = ""] = place.split("/");
                const labels = from === "stranger" ? {} : await labelsOf(lab, namespace, from);
                const destinations = await Promise.all(own.map((flow) => destinationOf(lab, flow)));
                const seen = await knock(lab, { namespace, name: `verify-${from}`, labels, image }, destinations);
                own.forEach(({ to, passes }, index) => {
                    const { host, port } = destinations[index]!;
                    findings.equal(
                        passes ? "passes" : "refused",
                        `${place} → ${to} (${host}:${port})`,
                        passes ? "open" : "closed",
                        seen[`${host}:${port}`],
                    );
                });
            }),
        );
        for (const stage of lab.stages) {
            findings.equal("users", `https://${lab.host(stage)}/`, 200, (await lab.https(lab.host(stage), "/")).status);
        }
    },
});

/** Labels of an app's pods, by which policies know them; without the ReplicaSet's own, or it would adopt the probe. */
async function labelsOf(lab: Lab, namespace: string, name: string): Promise<Record<string, string>> {
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
    const deployment = await lab.kubernetes<{ spec: { template: { metadata: { labels: Record<string, string> } } } }>(
        path,
    );
    return deployment.spec.template.metadata.labels;
}

/** A flow that is to pass goes by name, as applications do; one that is not goes by address: no name is no proof. */
async function destinationOf(lab: Lab, { stage, to, passes }: Flow): Promise<Destination> {
    if (to === "database") {
        const { primary } = databaseServers(lab);
        return { host: homeAddress(lab.servers.find(({ name }) => name === primary)!), port: 5432 };
    }
    const namespace = to === "api" ? stage : lab.stages.at(-1)!;
    const { spec } = await lab.kubernetes<Service>(`/api/v1/namespaces/${namespace}/services/api`);
    const port = spec.ports.find(({ name }) => name === "http") ?? spec.ports[0]!;
    return { host: passes ? `api.${namespace}.svc.cluster.local` : spec.clusterIP, port: port.port };
}

interface Service {
    readonly spec: {
        readonly clusterIP: string;
        readonly ports: readonly { readonly name: string; readonly port: number }[];
    };
}
