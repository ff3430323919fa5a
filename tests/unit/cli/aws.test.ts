import { rethrow } from "../../../cli/aws/account";
import { isOver, tagsOf, typeOf } from "../../../cli/aws/leftover";

const failure = (fault: object): unknown => {
    try {
        return rethrow(Object.assign(new Error("m"), fault), "eu-west-3");
    } catch (error) {
        return error;
    }
};

test.each([
    [{ name: "CredentialsProviderError" }, "AWS_CREDENTIALS", 3],
    [{ name: "InvalidClientTokenId" }, "AWS_CREDENTIALS", 3],
    [{ name: "ExpiredTokenException" }, "AWS_CREDENTIALS", 3],
    [{ name: "UnauthorizedOperation" }, "AWS_DENIED", 1],
    [{ name: "Error", code: "ENOTFOUND" }, "AWS_UNREACHABLE", 3],
])("%j is a fault that a user can mend", (fault, code, exitStatus) => expect(failure(fault)).toMatchObject({ code, exitStatus }));

test("an expired session is not taken for missing credentials, and a refusal names its region", () => {
    expect(failure({ name: "ExpiredToken" })).toMatchObject({ message: "The AWS session has expired." });
    expect(failure({ name: "AccessDenied" })).toMatchObject({ message: "AWS refuses a request in eu-west-3 with these credentials." });
    expect(failure({ name: "TypeError" })).not.toHaveProperty("code");
});

test.each([
    ["arn:aws:ec2:eu-west-3:1:vpc/vpc-1", "ec2:vpc"],
    ["arn:aws:rds:eu-west-3:1:db:a", "rds:db"],
    ["arn:aws:elasticloadbalancing:eu-west-3:1:loadbalancer/app/a/1", "elasticloadbalancing:loadbalancer"],
    ["arn:aws:s3:::a-backups", "s3"],
    ["arn:aws:iam::1:role/a", "iam:role"],
    ["arn:aws:logs:eu-west-3:1:log-group:/aws/eks/a/cluster", "logs:log-group"],
])("%s is a %s", (arn, type) => expect(typeOf(arn)).toBe(type));

test("an environment is over the day after its last one", () => {
    const noon = new Date("2027-01-31T12:00:00Z");
    expect([isOver("2027-01-30", noon), isOver("2027-01-31", noon), isOver(undefined, noon), isOver("soon", noon)]).toEqual([true, false, false, false]);
});

test("a tag without a value is empty, not missing", () => expect(tagsOf([{ Key: "a" }, { Value: "b" }])).toEqual({ a: "" }));
