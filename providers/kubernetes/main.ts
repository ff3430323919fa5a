import { main } from "../kit/main";
import { kubernetesPackage } from "./package";

void main(kubernetesPackage());
