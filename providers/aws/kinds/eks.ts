/** What the kinds of EKS share. */
import { TagResourceCommand, UntagResourceCommand } from "@aws-sdk/client-eks";
import type { Properties } from "../../kit/types";
import type { Account } from "../account";
import { retag } from "./tags";

export const retagEks = (inputs: Properties, changed: ReadonlySet<string>, { eks }: Account, olds: Properties): Promise<void> => {
    const resourceArn = olds["arn"] as string;
    return retag(inputs, olds, changed, (tags) => eks.send(new TagResourceCommand({ resourceArn, tags })), (tagKeys) => eks.send(new UntagResourceCommand({ resourceArn, tagKeys })));
};
