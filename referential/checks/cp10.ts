/** CP10 « Exploiter une solution de supervision ». */
import type { Checks } from "../checks";
import { interpreted } from "./cp10-alerts";
import { relevant } from "./cp10-indicators";
import { exchanged } from "./cp10-statistics";

export const cp10: Checks<"CP10.1" | "CP10.2" | "CP10.3"> = {
    /** « Les indicateurs définis sont pertinents » */
    "CP10.1": relevant,
    /** « Les alertes sont correctement interprétées » */
    "CP10.2": interpreted,
    /** « Les échanges avec les développeurs sont réguliers » */
    "CP10.3": exchanged,
};
