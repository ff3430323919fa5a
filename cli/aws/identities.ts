/** Roles, policies, instance profiles and identity providers: IAM belongs to no region, and tells tags one by one. */
import {
    GetInstanceProfileCommand, ListOpenIDConnectProvidersCommand, ListOpenIDConnectProviderTagsCommand, ListPolicyTagsCommand, ListRoleTagsCommand,
    paginateListInstanceProfiles, paginateListPolicies, paginateListRoles, type IAMClient, type Tag,
} from "@aws-sdk/client-iam";
import { limiter } from "../../setup/parallel";
import { TAGS, tagsOf, type Leftover } from "./leftover";

/** Requests at once: IAM slows down those who ask for more. */
const AT_ONCE = 5;

/** Roles that AWS itself keeps, for its services and for single sign-on; nobody but AWS can delete them. */
const AWS_OWN = /^\/aws-(service-role|reserved)\//;

interface Identity {
    readonly type: string;
    readonly arn: string;
    tags(): Promise<{ Tags?: Tag[] }>;
}

async function* identities(client: IAMClient): AsyncGenerator<Identity> {
    for await (const { Roles = [] } of paginateListRoles({ client }, {})) {
        for (const { RoleName, Arn = "", Path = "" } of Roles) {
            if (!AWS_OWN.test(Path)) yield { type: "iam:role", arn: Arn, tags: () => client.send(new ListRoleTagsCommand({ RoleName })) };
        }
    }
    for await (const { Policies = [] } of paginateListPolicies({ client }, { Scope: "Local" })) {
        for (const { Arn = "" } of Policies) yield { type: "iam:policy", arn: Arn, tags: () => client.send(new ListPolicyTagsCommand({ PolicyArn: Arn })) };
    }
    for await (const { InstanceProfiles = [] } of paginateListInstanceProfiles({ client }, {})) {
        for (const { InstanceProfileName, Arn = "" } of InstanceProfiles) {
            yield { type: "iam:instance-profile", arn: Arn, tags: async () => (await client.send(new GetInstanceProfileCommand({ InstanceProfileName }))).InstanceProfile ?? {} };
        }
    }
    const { OpenIDConnectProviderList = [] } = await client.send(new ListOpenIDConnectProvidersCommand({}));
    for (const { Arn = "" } of OpenIDConnectProviderList) {
        yield { type: "iam:oidc-provider", arn: Arn, tags: () => client.send(new ListOpenIDConnectProviderTagsCommand({ OpenIDConnectProviderArn: Arn })) };
    }
}

/** Of every environment. */
export async function findIdentities(client: IAMClient): Promise<Leftover[]> {
    const limit = limiter(AT_ONCE);
    const asked: Promise<Leftover[]>[] = [];
    for await (const { type, arn, tags } of identities(client)) {
        asked.push(
            limit(async () => {
                const { [TAGS.environment]: environment, [TAGS.expiry]: expiry } = tagsOf((await tags().catch(deletedMeanwhile)).Tags);
                return environment ? [{ environment, region: "global", type, id: arn, by: `tag ${TAGS.environment}`, expiry }] : [];
            }),
        );
    }
    return (await Promise.all(asked)).flat();
}

function deletedMeanwhile(error: unknown): { Tags: Tag[] } {
    if ((error as Error).name.startsWith("NoSuchEntity")) return { Tags: [] };
    throw error;
}
