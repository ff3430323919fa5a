/** The policy pack: what an environment has to keep. `./plateau preview` runs it, and so can `pulumi preview --policy-pack policies`. */
import { PolicyPack } from "@pulumi/policy";
import { POLICIES } from "./all";

new PolicyPack("plateau", { policies: [...POLICIES], enforcementLevel: "mandatory" });
