/** Which check stands behind which criterion, by edition: another edition's CP7.2 may ask for something else. */
import type { Checks } from "../checks";
import { cp10 } from "./cp10";
import { cp2 } from "./cp2";
import { cp3 } from "./cp3";
import { cp4 } from "./cp4";
import { cp5 } from "./cp5";
import { cp6 } from "./cp6";
import { cp7 } from "./cp7";
import { cp8 } from "./cp8";

export const CHECKS: Readonly<Record<string, Partial<Checks>>> = {
    "TP-01414-01": { ...cp2, ...cp3, ...cp4, ...cp5, ...cp6, ...cp7, ...cp8, ...cp10 },
};
