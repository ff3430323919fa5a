import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { htmlReport } from "../../../cli/report/html";
import { verifyDocument } from "../../../cli/report/json";
import { junitReport } from "../../../cli/report/junit";
import { escape, markup } from "../../../cli/report/markup";
import { storeReport } from "../../../cli/report/store";
import { reportTable } from "../../../cli/report/table";
import { exampleReport, HOSTILE } from "./example-report";

const ESCAPED = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;quoted&#39; \uFFFD[31mred\uFFFD[0m";

describe("markup", () => {
    test("escapes values, takes markup over, joins lists, and leaves out what is false", () => {
        const inner = markup`<b>${"<"}</b>`;
        expect(markup`<p title="${'"'}">${inner}${[1, inner]}${false}${undefined}</p>`.text).toBe(
            '<p title="&quot;"><b>&lt;</b>1<b>&lt;</b></p>',
        );
    });

    test("keeps emoji and tabs, and replaces what XML forbids", () => {
        expect(escape("a\tb\n😀\u0000\uD800\uFFFE")).toBe("a\tb\n😀\uFFFD\uFFFD\uFFFD");
    });
});

describe("the HTML page", () => {
    const page = htmlReport(exampleReport);

    test("escapes whatever came back from a command", () => {
        expect(page).not.toContain("<script>");
        expect(page).not.toContain("\u001b");
        expect(page).toContain(ESCAPED);
    });

    test("stands alone: nothing to load, nothing to run", () => {
        expect(page).not.toMatch(/<(link|script|img|iframe)\b|\burl\(|@import|src=/);
    });

    test("is French with English beside, and says every status in words", () => {
        expect(page).toMatch(/^<!doctype html>\n<html lang="fr">/);
        expect(page).toContain('<span class="en" lang="en">The containers are connected to the network</span>');
        for (const word of ["démontré", "en échec", "non démontré"]) expect(page).toContain(word);
        expect(page).toContain("en vigueur du 1er décembre 2021 au 30 novembre 2026");
        expect(page).toContain("24 novembre 2026 à 09:00:00 UTC");
    });

    test("shows the whole referential, and links what was looked at", () => {
        expect(page.match(/class="cell /g)).toHaveLength(40);
        expect(page.match(/<a class="cell /g)).toHaveLength(3);
        for (const id of ["CP2.1", "CP7.2", "CP11.1"]) {
            expect(page).toContain(`href="#${id}"`);
            expect(page).toContain(`<h4 id="${id}">`);
        }
    });

    test("opens and closes its elements in pairs, and gives each id once", () => {
        for (const element of [
            "div",
            "section",
            "article",
            "table",
            "tbody",
            "tr",
            "td",
            "th",
            "details",
            "pre",
            "span",
            "li",
            "ol",
        ]) {
            const count = (pattern: string): number => page.match(new RegExp(pattern, "g"))?.length ?? 0;
            expect([element, count(`<${element}[ >]`)]).toEqual([element, count(`</${element}>`)]);
        }
        const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
        expect(new Set(ids).size).toBe(ids.length);
    });
});

test("the JSON document is the one that the design promises", () => {
    const document = verifyDocument(exampleReport);
    expect(Object.keys(document)).toEqual(["edition", "environment", "criteria"]);
    expect(document.edition).toBe("TP-01414-01");
    expect(document.criteria.map(({ evidence, ...rest }) => [rest, evidence.map(({ kind }) => kind)])).toEqual([
        [{ id: "CP2.1", competency: "CP2", status: "failed" }, ["finding", "finding", "run"]],
        [{ id: "CP7.2", competency: "CP7", status: "demonstrated" }, ["finding", "run"]],
        [{ id: "CP11.1", competency: "CP11", status: "not demonstrated" }, []],
    ]);
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
});

test("JUnit has a suite a competency and a case a criterion, with failures and skips", () => {
    const xml = junitReport(exampleReport);
    expect(xml).toContain(
        '<testsuites name="TP-01414-01 demo" tests="3" failures="1" errors="0" skipped="1" time="2.468"',
    );
    expect(xml.match(/<testsuite /g)).toHaveLength(3);
    expect(xml).toContain(
        '<testcase classname="CP2" name="CP2.1 Les serveurs déployés sont fonctionnels" time="1.234">',
    );
    expect(xml).toContain(`<failure message="db-1: the server answers: expected db-1, seen ${ESCAPED}">`);
    expect(xml).toContain('<skipped message="not demonstrated: The candidate&#39;s file."/>');
    expect(xml).not.toContain("\u001b");
});

describe("the table", () => {
    test("names each criterion with its status, and what failed", () => {
        const lines = reportTable(exampleReport).split("\n");
        expect(lines[0]).toBe("Administrateur système DevOps (TP-01414-01), environment demo");
        expect(lines).toContain("CP7 Gérer des containers  [compulsory]");
        expect(lines.find((line) => line.includes("CP2.1"))).toMatch(/✘ failed +1\.2 s$/);
        expect(lines.find((line) => line.includes("CP11.1"))).toMatch(/· not demonstrated$/);
        expect(lines).toContain(`         db-1: the server answers: expected db-1, seen ${HOSTILE}`);
        expect(lines.at(-1)).toBe("1 demonstrated, 1 failed, 1 not demonstrated in 61 s");
    });

    test("is coloured only when asked, and never by colour alone", () => {
        const plain = reportTable({ ...exampleReport, criteria: exampleReport.criteria.slice(1) });
        expect(plain).not.toContain("\u001b");
        expect(reportTable(exampleReport, true)).toContain("\u001b[31m✘ failed");
    });
});

describe("the stored report", () => {
    let directory: string;
    beforeEach(async () => void (directory = await mkdtemp(join(tmpdir(), "plateau-report-"))));
    afterEach(() => rm(directory, { recursive: true }));

    test("keeps each output in a file of the digest that it states, for its owner only", async () => {
        const criterion = exampleReport.criteria[0]!;
        const output = "running\n";
        const sha256 = createHash("sha256").update(output).digest("hex");
        const entry = { ...criterion.evidence[0]!, output, sha256 };
        const stored = await storeReport(join(directory, "run"), {
            ...exampleReport,
            criteria: [{ ...criterion, evidence: [entry] }],
        });
        expect(await readFile(stored.digests, "utf8")).toBe(`${sha256}  evidence/CP2.1/01.txt\n`);
        const file = join(directory, "run/evidence/CP2.1/01.txt");
        expect(
            createHash("sha256")
                .update(await readFile(file))
                .digest("hex"),
        ).toBe(sha256);
        expect((await stat(file)).mode & 0o777).toBe(0o600);
        expect((await stat(join(directory, "run"))).mode & 0o777).toBe(0o700);
        for (const path of [stored.html, stored.junit, stored.json])
            expect((await stat(path)).size).toBeGreaterThan(100);
    });
});
