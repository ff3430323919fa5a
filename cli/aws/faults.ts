/** Failures of an operation on AWS that have a cause which a user can mend, told from what the engine said. */
import { UserError } from "../errors";

const CAUSES: readonly { readonly words: RegExp; readonly fault: UserError }[] = [
    { words: /ExpiredToken|RequestExpired|token (included in the request )?is expired/i, fault: new UserError("AWS_CREDENTIALS", "The AWS session has expired while the command worked.") },
    { words: /\w*LimitExceeded|QuotaExceeded|exceed(ed|s)? (your|the).{0,40}(quota|limit)|InsufficientInstanceCapacity/i, fault: new UserError("AWS_QUOTA", "A quota of the account, or AWS's own capacity, is exhausted.") },
    { words: /UnauthorizedOperation|AccessDenied|is not authorized to perform/i, fault: new UserError("AWS_DENIED", "AWS refuses a part of it with these credentials.") },
    { words: /no EC2 IMDS role found|NoCredentialProviders|InvalidClientTokenId|AuthFailure/i, fault: new UserError("AWS_CREDENTIALS", "AWS does not know who is asking.") },
];

/** What is said after it: nothing of a half-made environment goes unnoticed. */
const goesOn = (env: string): string => `What has been made goes on to cost. "./plateau up --env ${env}" completes it; "./plateau down --env ${env}" takes it away.`;

/** @throws always: the failure with its cause, where it has a known one */
export function explainOnAws(env: string, error: unknown): never {
    if (!(error instanceof UserError) || error.code !== "PROVISIONING") throw error;
    const cause = CAUSES.find(({ words }) => words.test(error.output))?.fault;
    throw new UserError(cause?.code ?? "PROVISIONING", cause?.message ?? error.message, error.output, [...(cause ? [cause.remedy] : []), goesOn(env)].join(" "));
}
