import { bookingRequest } from "../../../apps/shared/contract";

const sessionId = "40f7d134-ff4f-4e20-96c1-f01c2229178c";
const valid = { sessionId, learnerName: "Zoé d’Arc-Müller", learnerEmail: "zoe@exemple.fr" };

test.each(["Zoé d'Arc", "Nguyễn Văn A", "José-María (Pepe)", "李小龍"])("takes the name %s", (learnerName) => {
    expect(bookingRequest.parse({ ...valid, learnerName }).learnerName).toBe(learnerName.normalize("NFC"));
});

test("writes a name in one way: composed accents, single spaces", () => {
    expect(bookingRequest.parse({ ...valid, learnerName: "  Zoe\u0301 \t d'Arc " }).learnerName).toBe("Zoé d'Arc");
});

test.each([
    ["learnerName", "Z"],
    ["learnerName", "x".repeat(101)],
    ["learnerName", "<script>"],
    ["learnerName", "a\u202eb"], // turns the direction of what follows
    ["learnerEmail", "zoe"],
    ["learnerEmail", `${"x".repeat(250)}@exemple.fr`],
    ["learnerEmail", "zoe@exemple.fr\r\nBcc: all@exemple.fr"],
    ["sessionId", "1 OR 1=1"],
])("refuses %s %j, naming the field", (field, value) => {
    const result = bookingRequest.safeParse({ ...valid, [field]: value });
    expect(result.error?.issues.map((issue) => issue.path.join("."))).toEqual([field]);
});

test("refuses what nobody asked for", () => {
    expect(bookingRequest.safeParse({ ...valid, state: "confirmed" }).success).toBe(false);
});
