/** A process: reads the name and settings of an environment, answers the resources that its program declares. */
import { declaredEnvironment } from "../infra/declared/environment";
import { answerAlone } from "./apart";
import type { Settings } from "./settings";

void answerAlone(({ name, settings }: { name: string; settings: Settings }) => declaredEnvironment(name, settings));
