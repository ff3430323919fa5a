import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
    { ignores: ["node_modules/", "coverage/", "reports/"] },
    js.configs.recommended,
    ...tseslint.configs.recommended,
    {
        files: ["**/*.ts"],
        rules: {
            "@typescript-eslint/no-floating-promises": "off",
            "@typescript-eslint/switch-exhaustiveness-check": "off",
            "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
        },
    },
    { files: ["**/*.test.ts"], rules: { "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }] } },
    { files: ["**/*.js"], languageOptions: { sourceType: "commonjs", globals: { module: "readonly", require: "readonly" } } },
);
