import { ProgramInfo, RunPluginRequest, RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { join } from "node:path";
import { commandOf, policyPackCommandOf } from "../../../../providers/nodejs/program";

const ROOT = join(__dirname, "../../../..");

function request(options: Record<string, JavaScriptValue> = {}): RunRequest {
    const info = new ProgramInfo();
    info.setRootDirectory(ROOT).setProgramDirectory(join(ROOT, "infra")).setEntryPoint("environment.ts");
    info.setOptions(Struct.fromJavaScript(options));
    const run = new RunRequest().setInfo(info).setPwd(ROOT).setProject("p").setStack("s").setParallel(4);
    run.setMonitorAddress("127.0.0.1:1").setDryrun(true).setConfigsecretkeysList(["p:password"]);
    run.getConfigMap().set("p:size", "3");
    return run;
}

test("a program runs under its own project's SDK and loader", () => {
    const { args, cwd, env } = commandOf(request({ typescript: false, nodeargs: "--import tsx" }), "127.0.0.1:2");
    const runner = expect.stringMatching(/node_modules\/@pulumi\/pulumi\/cmd\/run\/index\.js$/);
    expect(args.slice(0, 3)).toEqual(["--import", "tsx", runner]);
    const flags = args.join(" ");
    expect(flags).toContain("--monitor 127.0.0.1:1 --engine 127.0.0.1:2 --project p --stack s");
    expect(flags).toContain(`--root-directory ${ROOT} --pwd ${ROOT} --parallel 4 --dry-run`);
    expect(flags).not.toContain("--organization"); // it has no value
    expect(args.at(-1)).toBe(join(ROOT, "infra/environment.ts"));
    expect(cwd).toBe(join(ROOT, "infra"));
    expect(env).toEqual({
        PULUMI_CONFIG: '{"p:size":"3"}',
        PULUMI_CONFIG_SECRET_KEYS: '["p:password"]',
        PULUMI_NODEJS_TYPESCRIPT: "false",
    });
});

test("TypeScript is Pulumi's own unless the project says otherwise", () => {
    expect(commandOf(request({ tsconfig: "t.json" }), "").env).toMatchObject({
        PULUMI_NODEJS_TYPESCRIPT: "true",
        PULUMI_NODEJS_TSCONFIG_PATH: "t.json",
    });
});

test("what would be ignored is refused by its name", () => {
    expect(() => commandOf(request({ runtimeversion: "x" }), "")).toThrow('the runtime option "runtimeversion"');
    expect(() => commandOf(request().setAttachDebugger(true), "")).toThrow("--attach-debugger");
});

describe("a policy pack", () => {
    const packRequest = (): RunPluginRequest => {
        const info = new ProgramInfo().setProgramDirectory(join(ROOT, "policies"));
        return new RunPluginRequest().setKind("analyzer").setInfo(info).setArgsList(["127.0.0.1:2"]).setEnvList(["PULUMI_CONFIG={}", "A=b=c"]);
    };

    test("runs in its own directory, under the SDK that it finds there", () => {
        const { args, cwd, env } = policyPackCommandOf(packRequest());
        expect(args).toEqual([expect.stringMatching(/@pulumi\/pulumi\/cmd\/run-policy-pack\/index\.js$/), "127.0.0.1:2", join(ROOT, "policies")]);
        expect(cwd).toBe(join(ROOT, "policies"));
        expect(env).toEqual({ PULUMI_CONFIG: "{}", A: "b=c" });
    });

    test("other plugins with sources are refused by their kind", () => {
        expect(() => policyPackCommandOf(packRequest().setKind("resource"))).toThrow('the kind "resource"');
        expect(() => policyPackCommandOf(packRequest().setAttachDebugger(true))).toThrow("--attach-debugger");
    });
});
