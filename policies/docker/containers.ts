import type { ResourceValidationPolicy } from "@pulumi/policy";
import { byType, items, type Properties } from "../reading";

/** A port without an address would be published on every interface of the machine. */
const LOOPBACK = ["127.0.0.1", "::1"];

export const containers: ResourceValidationPolicy = {
    name: "container-isolation",
    description: "A server of the target local is not privileged, has a memory limit, and can be reached from this machine only.",
    validateResource: byType({
        "docker:index/container:Container": (container, report) => {
            if (container["privileged"] === true) report("privileged is true.");
            if (!container["memory"]) report("memory has no limit.");
            if (container["networkMode"] === "host") report('networkMode is "host".');
            for (const port of items<Properties>(() => container["ports"])) {
                if (!LOOPBACK.includes(port["ip"])) report(`port ${port["external"]} is published on ${port["ip"] ?? "every address"}, not on the loopback alone.`);
            }
        },
    }),
};
