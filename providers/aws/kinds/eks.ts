/** What the kinds of EKS share. */
import { DescribeUpdateCommand, TagResourceCommand, UntagResourceCommand, type DescribeUpdateRequest } from "@aws-sdk/client-eks";
import type { Context, Properties } from "../../kit/types";
import type { Account } from "../account";
import { reach } from "./shared";
import { retag } from "./tags";

/** Waits for a change; nothing changed where it has no ID. */
export async function updated(request: DescribeUpdateRequest, { eks }: Account, context: Context): Promise<void> {
    if (!request.updateId) return;
    const look = async () => {
        const { update } = await eks.send(new DescribeUpdateCommand(request));
        return { state: update?.status, reason: update?.errors?.map(({ errorMessage }) => errorMessage).join(" ") };
    };
    await reach({ what: `change of ${request.nodegroupName ?? request.name}`, state: "Successful", never: /Failed|Cancelled/, minutes: 60 }, look, context);
}

export const retagEks = (inputs: Properties, changed: ReadonlySet<string>, { eks }: Account, olds: Properties): Promise<void> => {
    const resourceArn = olds["arn"] as string;
    return retag(inputs, olds, changed, (tags) => eks.send(new TagResourceCommand({ resourceArn, tags })), (tagKeys) => eks.send(new UntagResourceCommand({ resourceArn, tagKeys })));
};
