import { CURRENT_EDITION } from "../../../referential/editions";
import { select, SelectionError } from "../../../referential/select";

const ids = (selection?: string): string[] => select(CURRENT_EDITION, selection).map(({ id }) => id);

test.each([
    ["CP7", ["CP7.1", "CP7.2", "CP7.3", "CP7.4"]],
    ["CP7.2", ["CP7.2"]],
    ["cp7.2", ["CP7.2"]],
    ["CP10.3,CP2.1", ["CP2.1", "CP10.3"]],
    [" CP3 , CP3.1", ["CP3.1", "CP3.2"]],
    ["CT1", ["CT1.1", "CT1.2"]],
])("%s selects %j, in the referential's order, each once", (selection, expected) => {
    expect(ids(selection)).toEqual(expected);
});

test("without a selection it is everything", () => {
    expect(ids()).toHaveLength(40);
});

test("CP1 is CP1 and not the beginning of CP10 and CP11", () => {
    expect(ids("CP1")).toEqual(["CP1.1", "CP1.2", "CP1.3"]);
});

test("what the edition does not have is named, all of it, with what it has", () => {
    expect(() => ids("CP7,CP12,CP2.9")).toThrow(SelectionError);
    expect(() => ids("CP7,CP12,CP2.9")).toThrow(
        "Edition TP-01414-01 has no CP12, CP2.9. Choose among CP1 (CP1.1 to CP1.3), CP2",
    );
});

test.each(["", " , "])("an empty selection (%j) is a fault, not everything", (selection) => {
    expect(() => ids(selection)).toThrow("The selection is empty. Choose among CP1");
});
