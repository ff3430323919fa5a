/** What an official SDK package offers, read from its own type declarations: every class and function, every input. */
import * as path from "node:path";
import * as ts from "typescript";
import { ROOT } from "../../../../setup/paths";

/** A value of the type that an input has: one entry in each list, one key in each map. */
export type Sample = string | number | boolean | Sample[] | { readonly [name: string]: Sample };
export interface Samples {
    readonly [name: string]: Sample;
}

export interface Offered {
    /** Where a program finds it, as in `apps.v1.Deployment`. */
    readonly path: string;
    readonly kind: "class" | "function";
    /** What its constructor or function accepts, nested inputs included. */
    readonly inputs: Samples;
}

/** Reads the declarations of `@pulumi/<name>`. */
export function readSdk(name: string): Offered[] {
    const index = path.join(ROOT, "node_modules", "@pulumi", name, "index.d.ts");
    const program = ts.createProgram([index], { strict: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS });
    const checker = program.getTypeChecker();
    const offered: Offered[] = [];
    const visit = (module: ts.Symbol, prefix: string): void => {
        for (const exported of checker.getExportsOfModule(module)) {
            const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
            const inner = prefix + exported.name;
            if (symbol.flags & ts.SymbolFlags.ValueModule) visit(symbol, `${inner}.`);
            else if (symbol.flags & ts.SymbolFlags.Value) offered.push(...describe(checker, inner, checker.getTypeOfSymbol(symbol)));
        }
    };
    visit(checker.getSymbolAtLocation(program.getSourceFile(index)!)!, "");
    return offered;
}

function describe(checker: ts.TypeChecker, at: string, type: ts.Type): Offered[] {
    const [constructor] = type.getConstructSignatures();
    const [call] = type.getCallSignatures();
    if (!constructor && !call) return [];
    // A resource's first parameter is its name; a function has only its arguments.
    const parameter = constructor ? constructor.parameters[1] : call?.parameters[0];
    const inputs = parameter && sampleOf(checker, checker.getTypeOfSymbol(parameter), []);
    return [{ path: at, kind: constructor ? "class" : "function", inputs: typeof inputs === "object" && !Array.isArray(inputs) ? inputs : {} }];
}

/** `within` are the types that this one is part of: a type that contains itself is described once. */
function sampleOf(checker: ts.TypeChecker, type: ts.Type, within: readonly ts.Type[]): Sample {
    const parts = (type.isUnion() ? type.types : [type]).filter((part) => !isWrapper(part));
    const object = parts.find((part) => part.flags & ts.TypeFlags.Object && !within.includes(part) && part.getCallSignatures().length === 0);
    if (!object) return plainSample(parts);
    const inner = [...within, object];
    if (checker.isArrayType(object)) return [sampleOf(checker, checker.getTypeArguments(object as ts.TypeReference)[0]!, inner)];
    const named = checker.getPropertiesOfType(object).map((property) => [property.name, sampleOf(checker, checker.getTypeOfSymbol(property), inner)] as const);
    const entry = checker.getIndexInfoOfType(object, ts.IndexKind.String);
    if (named.length === 0) return entry ? { key: sampleOf(checker, entry.type, inner) } : plainSample(parts);
    return Object.fromEntries(named);
}

function plainSample(parts: readonly ts.Type[]): Sample {
    const constant = parts.find((part) => part.isStringLiteral());
    if (constant) return (constant as ts.StringLiteralType).value; // the API version and kind of a class
    if (parts.some((part) => part.flags & ts.TypeFlags.BooleanLike)) return true;
    return parts.some((part) => part.flags & ts.TypeFlags.NumberLike) ? 1 : "sample";
}

/** `Input<T>` is `T | Promise<T> | Output<T>`: the sample is one of T. */
const isWrapper = (type: ts.Type): boolean => type.isIntersection() || ["Promise", "OutputInstance"].includes(type.getSymbol()?.name ?? "");
