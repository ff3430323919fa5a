import { escape, html } from "../../../apps/web/html";

const HOSTILE = `"><script>alert('x')</script>&`;

test("text that is put into a template stays text", () => {
    expect(html`<p title="${HOSTILE}">${HOSTILE}</p>`.text).toBe(
        `<p title="${escape(HOSTILE)}">${escape(HOSTILE)}</p>`,
    );
    expect(escape(HOSTILE)).not.toMatch(/[<>"']/);
});

test("HTML inside HTML is not escaped twice, nor are its texts", () => {
    expect(html`<ul>${["a & b", "<c>"].map((text) => html`<li>${text}</li>`)}</ul>`.text).toBe(
        "<ul><li>a &amp; b</li><li>&lt;c&gt;</li></ul>",
    );
});

test.each([undefined, null, false as const])("nothing is written for %s", (nothing) => {
    expect(html`<p>${nothing}</p>`.text).toBe("<p></p>");
});

test("zero is written", () => {
    expect(html`${0}`.text).toBe("0");
});

test("what looks like HTML but was not made by a template is text", () => {
    const forged = { text: "<b>", toString: () => "<b>" } as unknown as string;
    expect(html`${forged}`.text).toBe("&lt;b&gt;");
});
