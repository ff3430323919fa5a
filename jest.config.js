/** Packages that are ES modules only; jest's own loader takes CommonJS. */
const MODULES = "(age-encryption|@noble|@scure)";

/**
 * Four suites: `unit` and `program` need no environment; `e2e` needs one and runs in one process, in order, and so does
 * `endurance`, which takes longer than all others together and is run when it is asked for.
 */
const common = {
    transform: {
        "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }],
        [`/node_modules/${MODULES}/.+\\.js$`]: ["@swc/jest", { jsc: { target: "es2022" }, module: { type: "commonjs" } }],
    },
    transformIgnorePatterns: [`/node_modules/(?!${MODULES}/)`],
    testEnvironment: "node",
};

module.exports = {
    projects: [
        { ...common, displayName: "unit", testMatch: ["<rootDir>/tests/unit/**/*.test.ts"] },
        { ...common, displayName: "program", testMatch: ["<rootDir>/tests/program/**/*.test.ts"] },
        { ...common, displayName: "e2e", testMatch: ["<rootDir>/tests/e2e/**/*.test.ts"] },
        { ...common, displayName: "endurance", testMatch: ["<rootDir>/tests/endurance/**/*.test.ts"] },
    ],
};
