/** CP3 « Sécuriser l'infrastructure ». */
import { homeAddress } from "../../infra/plan";
import { addressBetween } from "../architecture";
import { check, type Checks } from "../checks";
import { tcpProbe } from "../probes";

/** No key is offered: the server can only ask for a password, if it does. */
const WITHOUT_KEY = ["-o", "PubkeyAuthentication=no", "-o", "PreferredAuthentications=password,keyboard-interactive"];

/** What OpenSSH's client says when public keys are the only way in. */
const KEYS_ONLY = "Permission denied (publickey).";

const secured = check({
    facts: {
        keys: { fr: "Sans clé, la connexion SSH est refusée", en: "without a key, the ssh connection is refused" },
        root: {
            fr: "root ne peut pas se connecter, même avec la clé",
            en: "root cannot log in, not even with the key",
        },
        password: { fr: "L'administrateur n'a pas de mot de passe", en: "the administrator has no password" },
        bastion: {
            fr: "Depuis l'extérieur, seul le bastion répond en SSH",
            en: "from outside, only the bastion answers on ssh",
        },
        sideways: { fr: "D'un serveur à l'autre, SSH est refusé", en: "from server to server, ssh is refused" },
        filter: {
            fr: "Le pare-feu refuse par défaut ce qui arrive",
            en: "the firewall refuses by default what arrives",
        },
    },
    timeoutSeconds: 120,
    async look(lab, findings) {
        const lastLine = (text: string): string =>
            text
                .trim()
                .split("\n")
                .at(-1)
                ?.replace(/^.*: (?=Permission denied)/, "") ?? "";
        await Promise.all(
            lab.servers.map(async (server) => {
                const { name, role } = server;
                const keyless = await lab.ssh(name, "true", { client: WITHOUT_KEY });
                findings.equal(
                    "keys",
                    name,
                    KEYS_ONLY,
                    keyless.exitCode === 0 ? "logged in" : lastLine(keyless.stderr),
                );
                const root = await lab.ssh(name, "id -un", { client: ["-l", "root"] });
                findings.equal("root", name, KEYS_ONLY, root.exitCode === 0 ? "logged in" : lastLine(root.stderr));
                const status = (await lab.shell(name, 'sudo passwd --status "$(id -un)"')).split(" ")[1];
                findings.equal("password", name, "L", status);
                const policies = await lab.shell(name, "sudo nft list ruleset | grep 'hook input' || true");
                findings.that(
                    "filter",
                    name,
                    /policy drop/.test(policies),
                    "policy drop",
                    policies.trim() || "no filter",
                );
                if (role === "bastion") return;
                const direct = await lab.ssh(name, "true", {
                    client: [
                        "-o",
                        "ProxyJump=none",
                        "-o",
                        `HostName=${homeAddress(server)}`,
                        "-o",
                        "Port=22",
                        "-o",
                        "ConnectTimeout=3",
                    ],
                });
                findings.equal(
                    "bastion",
                    name,
                    "no connection",
                    direct.exitCode === 255 && /timed out|refused|No route|unreachable/.test(direct.stderr)
                        ? "no connection"
                        : lastLine(direct.stderr) || "logged in",
                );
                const target = lab.servers.find((other) => other.role !== "bastion" && other.name !== name)!;
                const seen = await lab.shell(name, tcpProbe(addressBetween(server, target), 22));
                findings.equal("sideways", `${name} → ${target.name}`, "closed", seen.trim());
            }),
        );
    },
});

export const cp3: Checks<"CP3.2"> = {
    /** « Les accès aux serveurs sont sécurisés » */
    "CP3.2": secured,
};
