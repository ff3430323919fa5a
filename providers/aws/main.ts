import { main } from "../kit/main";
import { awsPackage } from "./package";
import { readSchema } from "./schema/schema";

void main(awsPackage(readSchema(__dirname)));
