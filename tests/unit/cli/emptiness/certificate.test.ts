/** What a certificate says of two inventories, as a document, as a page and on the terminal. */
import { certificateOf, type Certificate } from "../../../../cli/emptiness/certificate";
import type { Inventory } from "../../../../cli/emptiness/inventory";
import { attribution } from "../../../../cli/emptiness/owner";
import { certificatePage } from "../../../../cli/emptiness/page";
import { rulesIn } from "../../../../cli/emptiness/read/firewall";
import { mountsIn } from "../../../../cli/emptiness/read/mounts";
import { certificateSummary } from "../../../../cli/emptiness/summary";
import { bridge, container, inventory, network, volume } from "./machine";

const HOSTILE = '<script>alert("1")</script>';
const AFTER = { takenAt: "2026-11-25T05:00:00.000Z" };

function certify(before: Inventory | undefined, after: Inventory, ...during: Inventory[]): Certificate {
    const seen = [before, ...during, after].filter((each) => each !== undefined).map(({ kinds }) => kinds);
    return certificateOf("a", before, after, attribution(seen));
}

const mine = [container("d", "plateau-a-mine"), container("e", HOSTILE)];

describe("a machine that is as it was", () => {
    const certificate = certify(inventory({ container: mine }), inventory({ container: mine }, AFTER));

    test("has nothing left and nothing changed, and every kind was looked at", () => {
        expect(certificate).toMatchObject({ left: [], differences: [], restarted: false });
        expect(certificate.kinds.filter(({ unread }) => unread)).toEqual([]);
        expect(certificate.kinds[0]).toEqual({ kind: "container", before: 2, after: 2, left: 0 });
    });

    test("its page and its summary say so", () => {
        const page = certificatePage(certificate);
        expect(page).toContain("Il ne reste rien de « a »");
        expect(page).toContain("Rien : la machine est telle qu'avant");
        expect(page).not.toContain("Ce qui reste");
        expect(certificateSummary(certificate)).toBe("Nothing else has changed on this machine between 2026-11-25 03:00 and 2026-11-25 05:00 UTC.");
    });
});

describe("a machine on which much is not as it was", () => {
    const had = inventory({ network: [network("a", "plateau-a-1-public", "a")] });
    const certificate = certify(
        inventory({ container: mine, interface: [{ id: "eth0", name: "eth0", detail: "192.0.2.1/24", bridges: ["eth0"] }], process: [{ id: "7 1", name: "vi (7)", detail: "uid 0", since: "2026-11-25T02:00:00.000Z" }] }),
        inventory(
            {
                container: [mine[1]!, container("b", "plateau-ab-db-1", "ab")],
                volume: [volume("plateau-a-db-1-data", "a")],
                interface: [{ id: "eth0", name: "eth0", detail: "192.0.2.2/24", bridges: ["eth0"] }, { id: "veth1", name: "veth1", bridges: [bridge("a")] }],
                process: [8, 9].map((pid) => ({ id: `${pid} 5`, name: `sleep (${pid})`, detail: "uid 0" })),
            },
            AFTER,
        ),
        had,
    );

    test("what is left is found by label and by the bridge that is gone, and nothing else is taken for it", () => {
        expect(certificate.left.map(({ kind, name }) => `${kind} ${name}`)).toEqual(["volume plateau-a-db-1-data", "interface veth1"]);
    });

    test("each difference has its owner", () => {
        const told = certificate.differences.map(({ kind, name, change, owner }) => [kind, name, change, owner]);
        expect(told).toEqual([
            ["container", "plateau-ab-db-1", "appeared", { environment: "ab" }],
            ["container", "plateau-a-mine", "gone", "nobody"],
            ["volume", "plateau-a-db-1-data", "appeared", { environment: "a" }],
            ["process", "sleep (8)", "appeared", "nobody"],
            ["process", "sleep (9)", "appeared", "nobody"],
            ["process", "vi (7)", "gone", "nobody"],
            ["interface", "eth0", "changed", "nobody"],
            ["interface", "veth1", "appeared", { environment: "a" }],
        ]);
    });

    test("the page tells each of them, those that are alike once", () => {
        const page = certificatePage(certificate);
        expect(page).toContain("Il reste quelque chose de « a »");
        expect(page).toContain("<code>plateau-a-db-1-data</code>");
        expect(page).toMatch(/<code>sleep<\/code> <strong>× 2<\/strong><\/td><td>apparu</);
        expect(page).toMatch(/<code>vi<\/code><\/td><td>disparu<\/td><td>uid 0, depuis 2026-11-25 02:00</);
        expect(page).toContain("192.0.2.1/24 → 192.0.2.2/24");
        expect(page).toContain("Environnement « ab »");
    });

    test("the summary counts them by owner and kind", () => {
        expect(certificateSummary(certificate).split("\n").slice(1)).toEqual([
            '  environment "a": volumes 1, interfaces 1',
            '  environment "ab": containers 1',
            "  other activity of the machine: containers 1, processes 3, interfaces 1",
        ]);
    });
});

test("a program that is missing both times is told once, in French on the page", () => {
    const missing = inventory({ "nftables rule": { unread: "the program nft is not found" } });
    expect(certificatePage(certify(missing, missing))).toContain("Non comparé : le programme nft est introuvable");
});

describe("what could not be read", () => {
    const unread = { unread: "Permission denied (you must be root)" };
    const certificate = certify(inventory({ "firewall rule": unread }), inventory({ "firewall rule": [{ id: "ip filter -A X", name: HOSTILE }], "nftables rule": unread }, AFTER));

    test("is not compared, and says why", () => {
        expect(certificate.differences).toEqual([]);
        expect(certificate.kinds.filter(({ unread: reason }) => reason)).toEqual([
            { kind: "firewall rule", before: undefined, after: 1, left: 0, unread: { before: unread.unread, after: undefined } },
            { kind: "nftables rule", before: 0, after: undefined, left: 0, unread: { before: undefined, after: unread.unread } },
        ]);
        expect(certificatePage(certificate).match(/Non comparé \((avant|après) : Permission denied \(you must be root\)\)/g)).toHaveLength(2);
        expect(certificateSummary(certificate)).toContain("Not compared: firewall rules (Permission denied");
    });

    test("an item of an environment is left all the same, whatever was there before", () => {
        const after = inventory({ container: [container("a", "plateau-a-db-1", "a")] }, AFTER);
        expect(certify(inventory({ container: unread }), after).left).toHaveLength(1);
        expect(certify(undefined, after).left).toHaveLength(1);
    });
});

test("without an inventory from before there is nothing to compare with, and the certificate says so", () => {
    const certificate = certify(undefined, inventory({ container: mine }, AFTER));
    expect(certificate).toMatchObject({ left: [], differences: [] });
    expect(certificate.before).toBeUndefined();
    const page = certificatePage(certificate);
    expect(page).toContain("Il n'y a pas d'inventaire d'avant");
    expect(page).not.toContain("Ce qui n'est plus comme avant");
    expect(certificateSummary(certificate)).toContain('No inventory was taken before "up"');
});

test("what comes with an engine that up has started is the engine's", () => {
    const chains = (policy: string, more: string) => rulesIn(`*filter\n:FORWARD ${policy} [0:0]\n${more}COMMIT`, "ip");
    const before = inventory({ "firewall rule": chains("ACCEPT", ""), "kernel setting": [{ id: "net.ipv4.ip_forward", name: "net.ipv4.ip_forward", detail: "0", by: "engine" }] });
    const after = inventory({
        "firewall rule": chains("DROP", ":DOCKER-USER - [0:0]\n-A FORWARD -j DOCKER-USER\n-A DOCKER-USER -j RETURN\n-A FORWARD -i docker0 -o docker0 -j ACCEPT\n"),
        "kernel setting": [{ id: "net.ipv4.ip_forward", name: "net.ipv4.ip_forward", detail: "1", by: "engine" }],
        interface: [{ id: "docker0", name: "docker0", bridges: ["docker0"], by: "engine" }],
        mount: mountsIn("/dev/vda /var/lib/docker ext4 rw 0 0"),
    });
    const { differences } = certify(before, after);
    expect(differences.map(({ kind }) => kind)).toEqual(["interface", ...Array<string>(5).fill("firewall rule"), "mount", "kernel setting"]);
    expect(new Set(differences.map(({ owner }) => owner))).toEqual(new Set(["engine"]));
});

test("a restart of the machine between the two is told", () => {
    const certificate = certify(inventory({}), inventory({}, { ...AFTER, boot: "b2" }));
    expect(certificatePage(certificate)).toContain("La machine a redémarré");
    expect(certificate.restarted).toBe(true);
});

describe("the page", () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ id: String(index), name: `/tmp/plateau-${index}`, by: "plateau" as const }));
    const page = certificatePage(certify(inventory({}), inventory({ container: mine, file: many }, AFTER)));

    test("escapes whatever the machine says", () => {
        expect(page).not.toContain("<script>");
        expect(page).toContain("&lt;script&gt;");
    });

    test("stands alone: nothing to load, nothing to run", () => {
        expect(page).not.toMatch(/<(link|script|img|iframe)\b|\burl\(|@import|src=/);
    });

    test("shows the first of many and says how many more there are", () => {
        expect(page).toMatch(/fichiers <span[^>]*>files<\/span> : 30</);
        expect(page).toContain("et 18 de plus");
    });

    test("opens and closes its elements in pairs", () => {
        for (const element of ["div", "ul", "li", "table", "thead", "tbody", "tr", "td", "th", "section", "main", "header", "span", "code", "p"]) {
            expect([element, page.match(new RegExp(`<${element}[ >]`, "g"))?.length]).toEqual([element, page.match(new RegExp(`</${element}>`, "g"))?.length]);
        }
    });
});
