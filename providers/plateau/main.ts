/** The project's own provider: what an environment needs and no cloud offers. */
import { main } from "../kit/main";
import { certificate } from "./certificate";
import { certificateAuthority } from "./certificate-authority";
import { password } from "./password";
import { playbook } from "./playbook";
import { registryImage } from "./registry-image";
import { sshKeyPair } from "./ssh-key-pair";
import packageJson from "../../package.json";

main({
    name: "plateau",
    version: packageJson.version,
    resources: {
        "plateau:index:Certificate": certificate,
        "plateau:index:CertificateAuthority": certificateAuthority,
        "plateau:index:Password": password,
        "plateau:index:Playbook": playbook,
        "plateau:index:RegistryImage": registryImage,
        "plateau:index:SshKeyPair": sshKeyPair,
    },
});
