/** CP7 « Gérer des containers ». */
import type { Checks } from "../checks";
import { connectedToNetwork } from "./cp7-network";
import { operational } from "./cp7-operational";
import { connectedToStorage } from "./cp7-storage";
import { updated } from "./cp7-update";

export const cp7: Checks<"CP7.1" | "CP7.2" | "CP7.3" | "CP7.4"> = {
    /** « Les containers sont opérationnels » */
    "CP7.1": operational,
    /** « Les containers sont connectés au réseau » */
    "CP7.2": connectedToNetwork,
    /** « Les containers sont connectés au stockage distant » */
    "CP7.3": connectedToStorage,
    /** « Les containers sont mis à jour » */
    "CP7.4": updated,
};
