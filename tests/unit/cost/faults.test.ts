import { UserError } from "../../../cli/errors";
import { priceFault } from "../../../cli/price-faults";
import { PriceFileError } from "../../../cost/prices";

const named = (name: string, more: object = {}) => Object.assign(new Error("said by AWS\nand more"), { name, ...more });

test.each<[string, Error, string]>([
    ["no credentials", named("CredentialsProviderError"), "AWS_CREDENTIALS"],
    ["unknown credentials", named("UnrecognizedClientException", { $metadata: {} }), "AWS_CREDENTIALS"],
    ["an expired session", named("ExpiredTokenException", { $metadata: {} }), "AWS_CREDENTIALS"],
    ["a missing right", named("AccessDeniedException", { $metadata: {} }), "AWS_CREDENTIALS"],
    ["too many questions", named("ThrottlingException", { $metadata: {} }), "PRICE_API"],
    ["no network", named("Error", { code: "ENOTFOUND" }), "PRICE_API"],
    ["a damaged table", new PriceFileError("prices.json is not a table of prices"), "PRICE_FILE"],
])("%s has its sentence", (_, error, code) => {
    const fault = priceFault(error, true);
    expect(fault).toBeInstanceOf(UserError);
    expect(fault).toMatchObject({ code });
    expect((fault as UserError).message).not.toContain("\n");
});

test("what is no fault of prices stays as it is", () => {
    const bug = new TypeError("x is not a function");
    const other = new UserError("USAGE", "no");
    expect([priceFault(bug, true), priceFault(other, true), priceFault(named("Error", { code: "ENOENT" }), false)]).toEqual([bug, other, expect.objectContaining({ code: "ENOENT" })]);
});
