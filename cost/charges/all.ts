/** Every type of resource that the estimate knows. What is in no file is named as not estimated, never taken for free. */
import type { Catalogue } from "../charge";
import { data } from "./data";
import { ec2 } from "./ec2";
import { edge } from "./edge";
import { eks } from "./eks";
import { free } from "./free";
import { operations } from "./operations";
import { vpc } from "./vpc";

export const CHARGES: Catalogue = { ...free, ...ec2, ...eks, ...vpc, ...data, ...edge, ...operations };
