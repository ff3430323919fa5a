/** What the plugin refuses, and errors of AWS in one sentence where a user can do something about them. */
import { Refusal } from "../kit/errors";

export const PLANS_ONLY = new Refusal("This aws plugin plans only: it makes nothing in an account of AWS, and asks none. The official plugin does; it needs credentials, and its host to be reached.");

const SENTENCES: readonly { readonly names: RegExp; readonly sentence: string }[] = [
    { names: /^(CredentialsProviderError|TokenProviderError|InvalidClientTokenId|UnrecognizedClientException|AuthFailure|SignatureDoesNotMatch)$/, sentence: "AWS does not know who is asking: there are no credentials, or wrong ones" },
    { names: /^(ExpiredToken|ExpiredTokenException|RequestExpired)$/, sentence: "The AWS session has expired" },
    { names: /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/, sentence: "AWS refuses it with these credentials" },
    { names: /(LimitExceeded|QuotaExceeded|LimitExceededException|QuotaExceededException)(Fault)?$/, sentence: "A quota of the account is exhausted" },
    { names: /^(Throttling|ThrottlingException|RequestLimitExceeded|TooManyRequestsException)$/, sentence: "AWS answers too many requests; a later one will do" },
    { names: /^(ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|TimeoutError)$/, sentence: "AWS does not answer" },
];

/** @throws always: the error, with its sentence before AWS's own where there is one */
export function plainly(error: unknown): never {
    const { name = "", code = "", message = "" } = error as { name?: string; code?: string; message?: string };
    const known = SENTENCES.find(({ names }) => names.test(name) || names.test(code));
    if (!known) throw error instanceof Error && name !== "Error" && !message.includes(name) ? Object.assign(error, { message: `${name}: ${message}` }) : error;
    throw new Error(`${known.sentence} (${[name, message].filter(Boolean).join(": ")}).`);
}
