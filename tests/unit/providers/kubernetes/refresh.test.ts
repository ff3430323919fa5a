import type { KubeObject } from "../../../../providers/kubernetes/objects";
import { asInputs, withoutBookkeeping } from "../../../../providers/kubernetes/objects";
import { refreshedInputs } from "../../../../providers/kubernetes/refresh";
import { fromWire, toWire } from "../../../../providers/kubernetes/secret-data";

const inputs = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", labels: { app: "web" } },
    spec: {
        replicas: 2,
        template: { spec: { containers: [{ name: "c", image: "i:1", resources: { requests: { cpu: "0.5" } } }] } },
    },
} as KubeObject;

/** As the API server shows it: quantities normalised, defaults filled in, bookkeeping added. */
const live = (change: { replicas?: number; image?: string; extra?: object[]; labels?: object } = {}): KubeObject =>
    ({
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: {
            name: "web",
            uid: "u",
            resourceVersion: "9",
            generation: 3,
            labels: change.labels ?? { app: "web", foreign: "x" },
        },
        spec: {
            replicas: change.replicas ?? 2,
            revisionHistoryLimit: 10,
            template: {
                spec: {
                    containers: [
                        {
                            name: "c",
                            image: change.image ?? "i:1",
                            imagePullPolicy: "IfNotPresent",
                            resources: { requests: { cpu: "500m" } },
                        },
                        ...(change.extra ?? []),
                    ],
                },
            },
        },
        status: { replicas: 1 },
    }) as unknown as KubeObject;

describe("inputs after a refresh", () => {
    test("keep the program's spelling where nothing drifted", () => {
        expect(refreshedInputs(inputs, live(), live())).toEqual(inputs);
    });

    test("show exactly the field that drifted", () => {
        const found = refreshedInputs(inputs, live({ replicas: 5 }), live());
        expect(found).toEqual({ ...inputs, spec: { ...(inputs["spec"] as object), replicas: 5 } });
    });

    test("show a drift inside a list, and no normalisation beside it", () => {
        const found = refreshedInputs(inputs, live({ image: "i:2" }), live()) as unknown as typeof inputs & {
            spec: { template: { spec: { containers: object[] } } };
        };
        expect(found.spec.template.spec.containers).toEqual([
            { name: "c", image: "i:2", resources: { requests: { cpu: "0.5" } } },
        ]);
    });

    test("drop what was removed from the object", () => {
        const found = refreshedInputs(inputs, live({ labels: { foreign: "x" } }), live());
        expect(found.metadata.labels).toStrictEqual({});
    });

    test("do not mind what a webhook adds to every object", () => {
        const sidecar = [{ name: "sidecar", image: "s:1" }];
        expect(refreshedInputs(inputs, live({ extra: sidecar }), live({ extra: sidecar }))).toEqual(inputs);
    });

    test("show an entry that somebody added to a list", () => {
        const found = refreshedInputs(inputs, live({ extra: [{ name: "debug", image: "d" }] }), live());
        const { containers } = (found["spec"] as { template: { spec: { containers: { name: string }[] } } }).template
            .spec;
        expect(containers.map(({ name }) => name)).toEqual(["c", "debug"]);
    });

    test("are the live values of the same shape when the API server refuses the inputs by now", () => {
        const found = refreshedInputs(inputs, live({ replicas: 5 }), undefined);
        expect(found.metadata).toEqual({ name: "web", labels: { app: "web" } });
        expect(found["spec"]).toEqual({
            replicas: 5,
            template: { spec: { containers: [{ name: "c", image: "i:1", resources: { requests: { cpu: "500m" } } }] } },
        });
    });
});

describe("a Secret's texts", () => {
    const secret = {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "s" },
        stringData: { a: "é" },
        data: { b: "Yg==" },
    } as KubeObject;

    test("go as data and come back where the program wrote them", () => {
        expect(toWire(secret)).toEqual({
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name: "s" },
            data: { a: "w6k=", b: "Yg==" },
        });
        expect(fromWire(toWire(secret), secret)).toEqual(secret);
    });

    test("show drift in the clear text's place", () => {
        const changed = { ...toWire(secret), data: { a: Buffer.from("z").toString("base64"), b: "Yg==" } };
        expect(refreshedInputs(secret, changed, toWire(secret))).toEqual({ ...secret, stringData: { a: "z" } });
    });

    test("of another object with the same field are left alone", () => {
        const custom = { ...secret, apiVersion: "example.org/v1" };
        expect(toWire(custom)).toBe(custom);
    });
});

test("an imported object is what a program could have written", () => {
    const found = live();
    found.metadata.managedFields = [{}];
    found.metadata.annotations = { "kubectl.kubernetes.io/last-applied-configuration": "{...}", kept: "1" };
    const { metadata, ...rest } = asInputs(found);
    expect(metadata).toEqual({ name: "web", labels: { app: "web", foreign: "x" }, annotations: { kept: "1" } });
    expect(Object.keys(rest)).toEqual(["apiVersion", "kind", "spec"]);
    expect(withoutBookkeeping(found)["status"]).toEqual({ replicas: 1 });
    expect(found.metadata.managedFields).toEqual([{}]); // the copy is cleaned, not the object
});
