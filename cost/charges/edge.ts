/** Names, load balancers and what stands before them. */
import { ASSUMPTIONS } from "../assumptions";
import type { Catalogue, Item } from "../charge";

/** Hours of a month, as AWS counts them. */
const MONTH = 730;

export const edge: Catalogue = {
    "aws:lb/loadBalancer:LoadBalancer": ({ inputs }): Item[] => {
        const kind = inputs.loadBalancerType ?? "application";
        const zones = inputs.subnets?.length ?? inputs.subnetMappings?.length ?? 0;
        return [
            { price: `ELB/${kind}`, quantity: 1 },
            { price: `ELB/${kind}-capacity`, quantity: ASSUMPTIONS.balancerCapacity.amount * MONTH, assumed: "balancerCapacity" },
            // One that faces the internet has a public address in every zone.
            ...(inputs.internal ? [] : [zones > 0 ? { price: "VPC/public-ipv4", quantity: zones } : { unclear: "the public addresses of a load balancer" }]),
        ];
    },
    "aws:route53/zone:Zone": () => [{ price: "Route53/zone", quantity: 1 }],
    "aws:wafv2/webAcl:WebAcl": ({ inputs }) => [
        { price: "WAF/web-acl", quantity: 1 },
        ...(inputs.rules?.length ? [{ price: "WAF/rule", quantity: inputs.rules.length }] : []),
    ],
};
