/** The ways into and out of the network. */
import { ASSUMPTIONS } from "../assumptions";
import type { Catalogue, Item } from "../charge";

const NAT = "aws:ec2/natGateway:NatGateway";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

export const vpc: Catalogue = {
    [NAT]: (_, graph) => [
        { price: "VPC/nat-gateway", quantity: 1 },
        { price: "VPC/nat-gateway-data", quantity: ASSUMPTIONS.natData.amount / graph.of(NAT).length, assumed: "natData" },
    ],
    /** Charged in every zone that it has an interface in; gateways to S3 and DynamoDB are free. */
    [ENDPOINT]: ({ inputs }, graph): Item[] => {
        if (!isInterface(inputs)) return [];
        const all = graph.of(ENDPOINT).filter((other) => isInterface(other.inputs));
        return [
            { price: "VPC/interface-endpoint", quantity: inputs.subnetIds?.length ?? 1 },
            { price: "VPC/interface-endpoint-data", quantity: ASSUMPTIONS.endpointData.amount / all.length, assumed: "endpointData" },
        ];
    },
    "aws:ec2/eip:Eip": () => [{ price: "VPC/public-ipv4", quantity: 1 }],
    "aws:ec2/internetGateway:InternetGateway": (_, graph) => [
        { price: "VPC/data-out", quantity: ASSUMPTIONS.dataOut.amount / graph.of("aws:ec2/internetGateway:InternetGateway").length, assumed: "dataOut" },
    ],
};

const isInterface = ({ vpcEndpointType }: { vpcEndpointType?: string }): boolean => vpcEndpointType === "Interface";
