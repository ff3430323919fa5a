/** What the kinds of RDS share. */
import { AddTagsToResourceCommand, ListTagsForResourceCommand, RemoveTagsFromResourceCommand } from "@aws-sdk/client-rds";
import type { Properties } from "../../kit/types";
import type { Account } from "../account";
import { fromTagList, retag, tagList } from "./tags";

export const retagRds = (inputs: Properties, changed: ReadonlySet<string>, { rds }: Account, olds: Properties): Promise<void> => {
    const ResourceName = olds["arn"] as string;
    return retag(
        inputs,
        olds,
        changed,
        (tags) => rds.send(new AddTagsToResourceCommand({ ResourceName, Tags: tagList(tags) })),
        (TagKeys) => rds.send(new RemoveTagsFromResourceCommand({ ResourceName, TagKeys })),
    );
};

export const tagsOfArn = async (ResourceName: string | undefined, { rds }: Account) => fromTagList((await rds.send(new ListTagsForResourceCommand({ ResourceName }))).TagList);
