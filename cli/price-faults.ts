/** What can go wrong with prices, as faults of the catalogue. */
import { PriceFileError } from "../cost/prices";
import { UserError } from "./errors";

/** Names of the errors by which AWS says that it does not know who asks; the protocol's own and the common ones. */
const REFUSED = ["ExpiredToken", "ExpiredTokenException", "IncompleteSignature", "InvalidClientTokenId", "InvalidSignatureException", "UnrecognizedClientException"];

/** A right that is enough, and the way without any. */
const REMEDY = 'Name credentials that have the right pricing:GetProducts: AWS_PROFILE, or "aws sso login". Without --refresh no account is needed.';

/** The error as the user is told it; what is none of prices' stays as it is. */
export function priceFault(error: unknown, asking: boolean): unknown {
    if (error instanceof PriceFileError) return new UserError("PRICE_FILE", error.message);
    if (!asking || !(error instanceof Error) || error instanceof UserError) return error;
    const said = error.message.split("\n")[0]!.slice(0, 300);
    // The SDK says so of no credentials at all, and of a profile or a session that it cannot use.
    if (error.name === "CredentialsProviderError") return new UserError("AWS_CREDENTIALS", `There are no AWS credentials that the Pricing API could be asked with: ${said}`, "", REMEDY);
    if (REFUSED.includes(error.name)) return new UserError("AWS_CREDENTIALS", `AWS refuses the credentials (${error.name}): ${said}`, "", REMEDY);
    if (error.name === "AccessDeniedException") return new UserError("AWS_CREDENTIALS", `The credentials may not ask for prices: ${said}`, "", REMEDY);
    // Everything else that comes from the SDK: its own faults have metadata, those of the network a code.
    if ("$metadata" in error || "code" in error) return new UserError("PRICE_API", `AWS's Pricing API cannot be asked (${error.name}): ${said || String((error as { code?: string }).code)}`);
    return error;
}
