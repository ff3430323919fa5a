/** Lifts what keeps a database from being deleted by mistake: `down` is none. */
import { ModifyDBInstanceCommand, paginateDescribeDBInstances, RDSClient } from "@aws-sdk/client-rds";
import { rethrow } from "./account";
import { TAGS, tagsOf } from "./leftover";

/** @throws UserError where AWS refuses */
export async function liftProtection(environment: string, regions: readonly string[]): Promise<void> {
    for (const region of regions) {
        const client = new RDSClient({ region });
        try {
            for await (const { DBInstances = [] } of paginateDescribeDBInstances({ client }, {})) {
                const own = DBInstances.filter(({ TagList, DeletionProtection }) => DeletionProtection && tagsOf(TagList)[TAGS.environment] === environment);
                for (const { DBInstanceIdentifier } of own) await client.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier, DeletionProtection: false, ApplyImmediately: true }));
            }
        } catch (error) {
            rethrow(error, region);
        }
    }
}
