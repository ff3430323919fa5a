/** An environment on AWS, asked as a whole: what encrypts, who may what, what it is called, and what it has in common with the target local. */
import { declaredEnvironment } from "../../infra/declared/environment";
import { plain, type Declared } from "../../infra/declared/program";
import { SUBJECTS } from "../../infra/aws/deployer/documents";
import { PROFILES } from "../../infra/aws/settings";
import { POLICIES } from "../../policies/all";
import { UNTAGGED } from "../../policies/aws/tags";
import { violations } from "../unit/policies/judge";
import { behind, OFFICE, of, onAws } from "./aws";

/** Programs of the platform that EKS brings, and what they need. */
const BROUGHT = /network-policies|metrics-server|local-path|helper|storage/;

describe.each(PROFILES)("in the profile %s", (profile) => {
    let declared: Declared[];
    beforeAll(async () => {
        declared = await onAws(profile);
    });

    test("every policy is kept that looks at one resource, with the provider's tags and the allow list", () => {
        const provider = declared.find(({ type }) => type === "pulumi:providers:aws")!.inputs;
        const found = POLICIES.flatMap((policy) =>
            "validateResource" in policy ? declared.flatMap(({ type, name, inputs }) => violations(policy, type, plain(inputs), { sshFrom: [OFFICE] }, provider).map((message) => `${name}: ${message}`)) : [],
        );
        expect(found).toEqual([]);
    });

    test("everything that takes tags says whose it is, by the provider", () => {
        const { defaultTags, region } = declared.find(({ type }) => type === "pulumi:providers:aws")!.inputs;
        expect([region, JSON.parse(defaultTags).tags]).toEqual(["eu-west-3", { environment: "demo", project: "plateau", profile, cohort: "2026-11", owner: "lab@example.org", expiry: "2026-12-24" }]);
        // What AWS makes on its own behalf, by the launch template, gets no default tags.
        const [template] = of(declared, "ec2/launchTemplate:LaunchTemplate");
        for (const { resourceType, tags } of template!.inputs.tagSpecifications) expect([resourceType, tags]).toEqual([resourceType, expect.objectContaining({ environment: "demo", expiry: "2026-12-24" })]);
        expect(template!.inputs.tagSpecifications.map(({ resourceType }: { resourceType: string }) => resourceType)).toEqual(["instance", "volume", "network-interface"]);
        // Each is either tagged or known not to take tags: the list is held against the SDK elsewhere.
        const types = [...new Set(declared.filter(({ type }) => type.startsWith("aws:")).map(({ type }) => type))];
        expect(types.filter((type) => UNTAGGED.includes(type)).length).toBeGreaterThan(10);
    });

    test("the deployer has a right for every type", () => {
        const lines = Object.assign({}, ...SUBJECTS.map(({ types }) => types)) as object;
        const types = new Set(declared.map(({ type }) => type).filter((type) => type.startsWith("aws:")));
        expect(types.size).toBeGreaterThan(50);
        expect([...types].filter((type) => !(type in lines))).toEqual([]);
    });

    test("names by which the deployer's rights are bound begin with the environment's", () => {
        const roles = of(declared, "iam/role:Role").map(({ inputs }) => inputs.namePrefix as string);
        expect(roles.length).toBeGreaterThan(4);
        for (const name of roles) {
            expect(name).toMatch(/^demo-/);
            expect(name.length).toBeLessThanOrEqual(38); // AWS's limit for a prefix
        }
        expect(of(declared, "s3/bucket:Bucket").map(({ inputs }) => inputs.bucketPrefix)).toEqual(["demo-"]);
        expect(of(declared, "cloudwatch/logGroup:LogGroup").every(({ inputs }) => /\/demo(\/|$|-)/.test(inputs.name))).toBe(true);
        expect(of(declared, "eks/nodeGroup:NodeGroup", "eks/cluster:Cluster").map(({ inputs }) => inputs.nodeGroupName ?? inputs.name)).toEqual(["demo", "demo"]);
    });

    test("data lies under the environment's key, and the databases are reached over TLS, from inside", () => {
        const databases = of(declared, "rds/instance:Instance");
        expect(databases).toHaveLength(3);
        const [key] = of(declared, "kms/key:Key");
        const arn = `arn:aws:kms:eu-west-3:000000000000:${key!.name}`;
        for (const { inputs } of databases) {
            expect(inputs).toMatchObject({ engine: "postgres", engineVersion: "17", storageEncrypted: true, kmsKeyId: arn, publiclyAccessible: false, manageMasterUserPassword: true });
            expect(inputs.password).toBeUndefined();
            expect(of(declared, "rds/parameterGroup:ParameterGroup")[0]!.inputs.parameters).toContainEqual({ name: "rds.force_ssl", value: "1" });
        }
        expect(of(declared, "elasticache/replicationGroup:ReplicationGroup").map(({ inputs }) => [inputs.kmsKeyId, inputs.transitEncryptionEnabled])).toEqual([[arn, true]]);
        expect(key!.inputs).toMatchObject({ enableKeyRotation: true, deletionWindowInDays: 7 });
    });

    test("the cluster's API answers to the allow list, keeps its secrets under the key, and gives no node's rights to pods", () => {
        const [cluster] = of(declared, "eks/cluster:Cluster");
        expect(cluster!.inputs).toMatchObject({
            version: "1.36",
            vpcConfig: { endpointPrivateAccess: true, endpointPublicAccess: true, publicAccessCidrs: [OFFICE] },
            accessConfig: { authenticationMode: "API" },
            enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
        });
        for (const { inputs } of of(declared, "ec2/instance:Instance", "ec2/launchTemplate:LaunchTemplate")) expect(inputs.metadataOptions).toMatchObject({ httpTokens: "required", httpPutResponseHopLimit: 1 });
        const identified = of(declared, "eks/addon:Addon").filter(({ inputs }) => inputs.podIdentityAssociations).map(({ inputs }) => inputs.addonName);
        expect(identified.sort()).toEqual(["aws-ebs-csi-driver", "vpc-cni"]);
        expect(of(declared, "eks/addon:Addon").map(({ inputs }) => inputs.addonName).sort()).toEqual(["aws-ebs-csi-driver", "coredns", "eks-pod-identity-agent", "kube-proxy", "metrics-server", "vpc-cni"]);
    });

    test("nobody logs in to the bastion by a password, and its host key is known before it is", () => {
        const [bastion] = of(declared, "ec2/instance:Instance");
        const userData = Buffer.from(plain(bastion!.inputs.userDataBase64), "base64").toString();
        expect(userData).toContain("ssh_pwauth: false");
        expect(userData).toMatch(/^#cloud-config/);
        const [playbook] = declared.filter(({ type }) => type === "plateau:index:Playbook");
        expect(playbook!.inputs.playbook).toBe("ansible/bastion.yml");
        expect(JSON.stringify(playbook!.inputs.connection)).toContain('"bastionPort":22');
    });
});

test("the same application, stages and rules as on the target local", async () => {
    const local = await declaredEnvironment("demo"); // one after the other: mocks are one for the whole process
    const cloud = await onAws("lesson");
    const objects = (declared: readonly Declared[]) =>
        declared
            .filter(({ type, name }) => type.startsWith("kubernetes:") && !BROUGHT.test(name))
            .map(({ type, name }) => `${type} ${name}`)
            .sort();
    expect(objects(cloud)).toEqual(objects(local));
    expect(objects(local).length).toBeGreaterThan(80);
});

test("what users see is the same but for addresses: the deployments of a stage differ in image and host alone", async () => {
    const local = await declaredEnvironment("demo");
    const cloud = await onAws("reference");
    for (const service of ["web", "api", "worker"]) {
        const [here, there] = [local, cloud].map((declared) => declared.find(({ name, type }) => type === "kubernetes:apps/v1:Deployment" && name === `workloads-prod-${service}`)!.inputs.spec.template.spec);
        const neutral = (spec: object) => JSON.stringify(spec, (key, value: unknown) => (["image", "value", "volumes"].includes(key) ? undefined : value));
        expect(neutral(there)).toEqual(neutral(here));
    }
});

test("preprod is a rehearsal of prod: of the same sizes, apart from what protects the data of users", async () => {
    const declared = await onAws("reference");
    const [preprod, prod] = ["preprod", "prod"].map((stage) => of(declared, "rds/instance:Instance").find(({ name }) => name === `database-${stage}`)!.inputs);
    const differing = Object.keys({ ...preprod, ...prod }).filter((key) => JSON.stringify(preprod[key]) !== JSON.stringify(prod[key]));
    expect(differing.sort()).toEqual(["deletionProtection", "identifier"]);
    expect([preprod.multiAz, prod.multiAz, preprod.deletionProtection, prod.deletionProtection]).toEqual([true, true, false, true]);
    const stage = (name: string) =>
        JSON.stringify(declared.filter((resource) => resource.type.startsWith("kubernetes:") && resource.name.startsWith(`workloads-${name}-`)).map(({ type, inputs }) => [type, inputs])).replaceAll(name, "STAGE");
    expect(stage("preprod").replaceAll(/[0-9a-f]{64}/g, "")).toEqual(stage("prod").replaceAll(/[0-9a-f]{64}/g, ""));
});

test("a public zone gives names to the world, with a certificate that Amazon signs", async () => {
    const declared = await onAws("lesson", { zone: { id: "Z123", name: "example.org" } });
    expect(of(declared, "route53/zone:Zone").map(({ inputs }) => [inputs.name, inputs.vpcs])).toEqual([["demo.example.org", undefined]]);
    const [certificate] = of(declared, "acm/certificate:Certificate");
    expect(certificate!.inputs).toMatchObject({ domainName: "*.demo.example.org", validationMethod: "DNS" });
    const delegation = of(declared, "route53/record:Record").find(({ inputs }) => inputs.type === "NS");
    expect(delegation!.inputs).toMatchObject({ zoneId: "Z123", name: "demo.example.org" });
    const ingress = declared.find(({ name, type }) => type.endsWith(":Ingress") && name === "workloads-prod-web");
    expect(ingress!.inputs.spec.rules[0].host).toBe("prod.demo.example.org");
});

test("without one the names are known inside the VPC, and the environment's own authority signs", async () => {
    const declared = await onAws("lesson");
    expect(of(declared, "route53/zone:Zone").map(({ inputs }) => [inputs.name, behind(declared, "ec2/vpc:Vpc", inputs.vpcs[0].vpcId).name])).toEqual([["demo.internal", "network"]]);
    expect(of(declared, "acm/certificate:Certificate").map(({ inputs }) => inputs.domainName)).toEqual([undefined]);
});
