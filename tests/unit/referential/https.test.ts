/** Requests from outside, against a server with a certificate of an authority made for the test. */
import "reflect-metadata";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import { send } from "../../../referential/lab/https";

const HOST = "prod.demo.localhost";
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
let server: Server;
let ca: string;
const hosts: string[] = [];

beforeAll(async () => {
    x509.cryptoProvider.set(webcrypto as never);
    const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
        name: "CN=test",
        keys: keys as never,
        signingAlgorithm: ALGORITHM,
        extensions: [
            new x509.BasicConstraintsExtension(true),
            new x509.SubjectAlternativeNameExtension([{ type: "dns", value: HOST }]),
        ],
    });
    ca = certificate.toString("pem");
    const der = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
    server = createServer({ key: x509.PemConverter.encode(der, "PRIVATE KEY"), cert: ca }, (request, response) => {
        hosts.push(request.headers.host ?? "");
        if (request.url === "/slow") return;
        response.writeHead(201, { "x-test": "1" });
        request.pipe(response);
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
});

afterAll(() => {
    server.closeAllConnections();
    server.close();
});

const outside = () => {
    const { port } = server.address() as AddressInfo;
    return { address: "127.0.0.1", ports: { https: port, registry: port }, ca };
};

test("status, headers, body and TLS version come back; the host is asked for by its public name and port", async () => {
    const answer = await send(outside(), { port: "https", host: HOST, path: "/", method: "POST", body: "größer" });
    expect(answer).toMatchObject({ status: 201, body: "größer", tls: "TLSv1.3" });
    expect(answer.headers["x-test"]).toBe("1");
    expect(hosts.at(-1)).toBe(`${HOST}:${outside().ports.https}`);
});

test("a certificate for another name is refused", async () => {
    await expect(send(outside(), { port: "https", host: "test.demo.localhost", path: "/" })).rejects.toThrow(
        /^https:\/\/test.demo.localhost\/: Hostname\/IP does not match certificate's altnames/,
    );
});

test("a certificate of another authority is refused", async () => {
    await expect(send({ ...outside(), ca: "" }, { port: "https", host: HOST, path: "/" })).rejects.toThrow(
        "certificate",
    );
});

test("an answer that does not come is not waited for", async () => {
    await expect(
        send(outside(), { port: "https", host: HOST, path: "/slow" }, { timeoutSeconds: 0.2 }),
    ).rejects.toThrow("aborted");
});
