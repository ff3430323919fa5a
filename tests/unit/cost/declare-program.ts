/** A process, as cost/declare.ts is one: answers the resources of the small program. */
import { getAmi } from "@pulumi/aws/ec2/getAmi";
import { Instance } from "@pulumi/aws/ec2/instance";
import { getAvailabilityZones } from "@pulumi/aws/getAvailabilityZones";
import * as pulumi from "@pulumi/pulumi";
import { answerAlone } from "../../../cost/apart";
import { awsAnswers } from "../../../infra/declared/aws";
import { declare } from "../../../infra/declared/program";
import { program, type Size } from "./program";

void answerAlone((size: Size & { readonly fault?: string }) =>
    declare(() => {
        process.stdout.write("a line that is not the answer\n");
        if (size.fault) throw new Error(size.fault);
        program(size);
        const zones = pulumi.output(getAvailabilityZones({ state: "available" }));
        const ami = pulumi.output(getAmi({ owners: ["136693071363"], mostRecent: true }));
        new Instance("found", { ami: ami.id, availabilityZone: zones.apply(({ names }) => names[2]!), instanceType: "t3.micro" });
    }, awsAnswers("eu-west-3")),
);
