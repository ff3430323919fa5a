/** What bears the tag of an environment, or a tag by which Kubernetes marks what it makes for a cluster. */
import { paginateGetResources, type TagFilter } from "@aws-sdk/client-resource-groups-tagging-api";
import type { Region } from "./account";
import { TAGS, tagsOf, typeOf, type Leftover, type Tags } from "./leftover";
import type { EnvironmentNames } from "./names";
import { stillThere } from "./still-there";

/** One question to the tagging API, and whose an answer is. */
interface Question {
    readonly filter: TagFilter;
    environment(tags: Tags): string | undefined;
    readonly by: string;
}

function questions(names: readonly EnvironmentNames[]): Question[] {
    return [
        { filter: { Key: TAGS.environment }, environment: (tags) => tags[TAGS.environment], by: `tag ${TAGS.environment}` },
        ...names.flatMap(({ environment, cluster }) => {
            const mine = () => environment;
            return [
                // Volumes and load balancers that Kubernetes made; the cluster's name is a part of the key.
                { filter: { Key: `kubernetes.io/cluster/${cluster}` }, environment: mine, by: `tag kubernetes.io/cluster/${cluster}` },
                { filter: { Key: "elbv2.k8s.aws/cluster", Values: [cluster] }, environment: mine, by: "tag elbv2.k8s.aws/cluster" },
                { filter: { Key: "aws:eks:cluster-name", Values: [cluster] }, environment: mine, by: "tag aws:eks:cluster-name" },
            ];
        }),
    ];
}

/** @param names the environments whose clusters are asked for; the tag of the environment is asked for whoever bears it */
export async function findTagged(region: Region, names: readonly EnvironmentNames[]): Promise<Leftover[]> {
    const found = new Map<string, Leftover>();
    for (const { filter, environment, by } of questions(names)) {
        for await (const { ResourceTagMappingList = [] } of paginateGetResources({ client: region.tagging }, { TagFilters: [filter] })) {
            for (const { ResourceARN: id, Tags: pairs } of ResourceTagMappingList) {
                const tags = tagsOf(pairs);
                const owner = environment(tags);
                if (id && owner && !found.has(id)) found.set(id, { environment: owner, region: region.name, type: typeOf(id), id, by, expiry: tags[TAGS.expiry] });
            }
        }
    }
    return stillThere(region, [...found.values()]);
}
