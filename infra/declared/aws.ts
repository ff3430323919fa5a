/** What only AWS could answer to the program, made up: ids, addresses and documents, and nothing that has a price. */
import type { Answers, Declared } from "./program";

const REGION_LETTERS = ["a", "b", "c"];

/** @param region three zones of it are available */
export function awsAnswers(region: string): Answers {
    return {
        outputs: (type, name, inputs) => ({
            arn: `arn:aws:${type.split(":")[1]?.split("/")[0]}:${region}:000000000000:${name}`,
            ...OUTPUTS[type]?.(inputs),
        }),
        functions: (token, inputs) => ({ ...inputs, ...functionsOf(region)[token] }),
    };
}

const OUTPUTS: Readonly<Record<string, (inputs: Declared["inputs"]) => object>> = {
    "aws:acm/certificate:Certificate": () => ({ domainValidationOptions: [{ domainName: "plateau.example", resourceRecordName: "_v", resourceRecordType: "CNAME", resourceRecordValue: "v" }] }),
    "aws:ec2/launchTemplate:LaunchTemplate": () => ({ latestVersion: 1 }),
    "aws:ecr/repository:Repository": ({ name }) => ({ repositoryUrl: `000000000000.dkr.ecr.example/${name}` }),
    "aws:eks/cluster:Cluster": ({ vpcConfig }) => ({
        endpoint: "https://cluster.example",
        certificateAuthority: { data: "" },
        vpcConfig: { ...vpcConfig, clusterSecurityGroupId: "cluster-security-group" },
    }),
    "aws:eks/nodeGroup:NodeGroup": () => ({ resources: [{ autoscalingGroups: [{ name: "nodes" }] }] }),
    "aws:elasticache/replicationGroup:ReplicationGroup": () => ({ primaryEndpointAddress: "cache.example" }),
    "aws:rds/instance:Instance": () => ({ address: "database.example", endpoint: "database.example:5432", masterUserSecrets: [{ secretArn: "arn:aws:secretsmanager:::secret:master" }] }),
};

const functionsOf = (region: string): Readonly<Record<string, object>> => ({
    "aws:ec2/getAmi:getAmi": { id: "ami-0", architecture: "x86_64", rootDeviceName: "/dev/xvda" },
    "aws:ecr/getAuthorizationToken:getAuthorizationToken": { userName: "AWS", password: "" },
    "aws:iam/getPolicyDocument:getPolicyDocument": { json: "{}" },
    "aws:index/getAvailabilityZones:getAvailabilityZones": { names: REGION_LETTERS.map((letter) => `${region}${letter}`) },
    "aws:index/getCallerIdentity:getCallerIdentity": { accountId: "000000000000", arn: "arn:aws:iam::000000000000:user/nobody" },
    "aws:index/getPartition:getPartition": { partition: "aws", dnsSuffix: "amazonaws.com" },
    "aws:index/getRegion:getRegion": { region, name: region, id: region },
    "aws:secretsmanager/getSecretVersion:getSecretVersion": { secretString: '{"username":"postgres","password":""}' },
});
