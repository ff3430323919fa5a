/** The page of the policies, from the pack itself. */
import { POLICIES } from "../../policies/all";

const HEAD = `# Policies

What an environment has to keep is written as a [policy pack](../../policies/all.ts) of Pulumi, one small file a subject, so
that it holds for whatever somebody writes into the program later. Each policy is mandatory: the engine stops where one is
violated, before anything of that resource exists.

| policy | what has to be |
|---|---|
`;

const TAIL = `
References name their edition; hold a number against the document before you cite it. Generated from the pack.

## Where it runs
| command | with the pack |
|---|---|
| \`./plateau preview\` | always: violations are listed, with \`--json\` under \`violations\`, and the status is 1 |
| \`./plateau up\`, target \`local\` | no: it would make each \`up\` longer ([decision 15](../decisions/0015-policies.md)); a test holds this program against the same policies |
| \`./plateau up\` in a cloud | always |
| plain \`pulumi\` | \`pulumi preview --policy-pack policies\` |

Some values are known only when the cloud has computed them. In a preview, a policy judges what is known and leaves out the
rest; an \`up\` judges again, with values. Those that look at the whole stack (\`bucket-companions\`, \`database-tls\`,
\`flow-logs\`) come at the end: only a preview tells before anything is made.

## Settings
\`Policies.<environment>.json\` beside the specification, in the form of Pulumi's \`--policy-pack-config\`:

\`\`\`json
{
    "security-group-ingress": { "sshFrom": ["192.0.2.0/24"] },
    "mandatory-tags": { "mandatory": ["environment", "cohort", "owner", "expiry"] }
}
\`\`\`

Without it nobody outside the environment may use ssh. The list is that of whoever answers for the security, apart from the
specification of whoever writes the environment: both have to agree. \`"NAME": "disabled"\` switches a policy off, for
everybody to see.

A wildcard in IAM needs a reason in [\`policies/aws/wildcards.ts\`](../../policies/aws/wildcards.ts); a pod that runs as root
needs one in [\`policies/kubernetes/pods.ts\`](../../policies/kubernetes/pods.ts).

## How the engine runs it without its own plugin
The engine asks the language host of Node.js to run the pack (\`RunPlugin\`). The project settings name Plateau's own
(\`providers/nodejs\`), which starts \`@pulumi/pulumi/cmd/run-policy-pack\` in the pack's directory. With Pulumi's official
language host the same directory is a policy pack like any other; that was never tried, for its host does not answer where
Plateau is made.

## What is left in an account
\`./plateau aws leftovers --env NAME\` lists what bears the tag \`environment\` of that name, in every region that the
environment has used or that the account has enabled, and beside it what AWS and Kubernetes make without that tag: volumes
and load balancers with the cluster's tag, network interfaces and security groups in a VPC that is left, log groups of EKS and
RDS, roles and policies. Names are compared whole: \`a\` is never \`ab\`. What AWS still lists although it is gone (ended
servers, deleted gateways, keys that wait for their deletion) does not count. Environments whose tag \`expiry\` is over are
named whoever asks. The status is 1 when something is left; \`--json\` gives
\`{"environment","account","regions","left","expired"}\`; \`--all\` lists every environment's. It only reads. A region that
cannot be read is an error, not an empty region; \`--region\` limits the search.

## The rights of the one who deploys
\`./plateau aws rights --account NUMBER --region REGION --env NAME\` prints the IAM policies to attach to the role that
deploys one environment, made from one line a resource type ([\`infra/aws/deployer/\`](../../infra/aws/deployer/documents.ts)); a
test fails when the program uses a type without a line. What makes something asks for the environment's tag in the request,
what changes something for the tag of the resource; where AWS takes no such condition, the ARN begins with the environment's
name. Known to be wider than they should be:
- names: \`a-*\` also matches the buckets, topics, alarms and roles of an environment \`a-b\`;
- Route 53 binds to neither tag nor name: every zone of the account can be changed;
- outside EC2, something without any environment's tag can be given this one's.

## What was never tried
The search and the rights have never met a real account. The search is tested against moto's server on the loopback, which
knows no EKS in its tagging API and asks for no rights; that the actions of EC2, IAM, KMS and STS exist is held against AWS's
SDK, those of the other services are written from its documentation. Expect a first \`up\` with these rights to be refused
something, with the name of the action in the message.
`;

export function policiesPage(): string {
    return HEAD + POLICIES.map(({ name, description }) => `| \`${name}\` | ${description} |\n`).join("") + TAIL;
}
