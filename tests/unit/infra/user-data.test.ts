import { load } from "js-yaml";
import { userData } from "../../../infra/user-data";

interface CloudConfig {
    hostname: string;
    users: object[];
    ssh_keys: object;
}

const PRIVATE_KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\nBBBB\n-----END OPENSSH PRIVATE KEY-----";
const args = {
    hostname: "db-1",
    fqdn: "db-1.demo.internal",
    authorizedKey: "ssh-ed25519 AAAAC3Nza plateau\n",
    hostKey: { private: PRIVATE_KEY, public: "ssh-ed25519 AAAAC3Nzb\n" },
};

const parse = (text: string): CloudConfig => load(text) as CloudConfig;

describe("userData", () => {
    const text = userData(args);
    const document = parse(text);

    it("begins with the line by which cloud-init recognises it", () => {
        expect(text.split("\n")[0]).toBe("#cloud-config");
    });

    it("names the server by its short name", () => {
        expect(document).toMatchObject({ hostname: "db-1", fqdn: "db-1.demo.internal", prefer_fqdn_over_hostname: false });
    });

    it("creates one user, who has a key and no password", () => {
        expect(document.users).toHaveLength(1);
        expect(document.users[0]).toMatchObject({
            name: "ansible",
            lock_passwd: true,
            ssh_authorized_keys: ["ssh-ed25519 AAAAC3Nza plateau"],
        });
        expect(document.users[0]).not.toHaveProperty("passwd");
        expect(document).toMatchObject({ disable_root: true, ssh_pwauth: false });
    });

    it.each([PRIVATE_KEY, `${PRIVATE_KEY}\n`])("keeps the host key byte for byte, with one line break at its end", (key) => {
        const { ssh_keys } = parse(userData({ ...args, hostKey: { ...args.hostKey, private: key } }));
        expect(ssh_keys).toEqual({ ed25519_private: `${PRIVATE_KEY}\n`, ed25519_public: "ssh-ed25519 AAAAC3Nzb" });
    });

    it("survives values that YAML would read as something else", () => {
        expect(parse(userData({ ...args, hostname: "0x1f" })).hostname).toBe("0x1f");
    });

    it("fetches no package", () => {
        expect(document).toMatchObject({ package_update: false, package_upgrade: false });
    });
});
