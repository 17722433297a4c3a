/** Compare says nothing about a document that says the same, however its generator spells it. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse, stringify } from "yaml";
import { compareWithPublished } from "../../scripts/compare/compare.js";
import { readPublished } from "../../scripts/compare/published.js";

const root = resolve(__dirname, "../..");
const description = join(root, "openapi/external-bookings.yaml");
/** What ours said once: this suite stays as it is when the description changes. */
const described = join(__dirname, "described.yaml");
const published = join(__dirname, "fastapi.openapi.json");
const bundled = join(root, "generated/openapi.json");
const fastApi = () => JSON.parse(readFileSync(published, "utf8"));

let folder: string;
let server: Server;
let origin: string;
const seen: Record<string, unknown>[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "solv-compare-"));
  server = createServer((request, response) => {
    seen.push(request.headers);
    if (request.url === "/openapi.json") response.end(readFileSync(bundled));
    else if (request.url === "/away")
      response.writeHead(302, { location: "http://example.com/" }).end();
    else if (request.url?.startsWith("/moved"))
      response.writeHead(307, { location: "/openapi.json" }).end();
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await new Promise((done) => server.close(done));
});

/** What the document is compared to, and what was found. */
async function found(document: object, print: (value: object) => string = JSON.stringify) {
  const file = join(folder, "openapi");
  writeFileSync(file, print(document));
  const ours = await readPublished(described);
  const { rating, compared } = await compareWithPublished(root, ours, await readPublished(file));
  return { differences: rating.changes.map(({ message }) => message), compared };
}

const NOTHING = { differences: [], compared: 2 };

describe("nothing is said about", () => {
  test("what FastAPI writes, as YAML too", async () => {
    expect(await found(fastApi())).toEqual(NOTHING);
    expect(await found(fastApi(), stringify)).toEqual(NOTHING);
  });

  test("what FastAPI wrote with pydantic 1, in OpenAPI 3.0", async () => {
    const document = fastApi();
    document.openapi = "3.0.2";
    const { schemas } = document.components;
    for (const schema of Object.values<{ properties: Record<string, object> }>(schemas)) {
      for (const [name, property] of Object.entries(schema.properties)) {
        if (!("anyOf" in property)) continue;
        const [{ type, format }] = property.anyOf as [{ type: string; format?: string }];
        schema.properties[name] = { title: name, type, ...(format ? { format } : {}) };
      }
    }
    delete schemas.ValidationError.properties.input;
    delete schemas.ValidationError.properties.ctx;
    schemas.CancelBody.properties.service_id = {
      title: "Service",
      allOf: [{ $ref: "#/components/schemas/Service" }],
    };
    schemas.Service = { type: "string", title: "Service", nullable: false };
    expect(await found(document)).toEqual(NOTHING);
  });

  test("credentials that are read as headers", async () => {
    const document = fastApi();
    const [path, token] = Object.keys(document.paths).reverse() as [string, string];
    const cancel = document.paths[path].delete;
    delete cancel.security;
    delete document.components.securitySchemes;
    const header = (name: string) => ({
      name,
      in: "header",
      required: false,
      schema: { anyOf: [{ type: "string" }, { type: "null" }], title: name },
    });
    cancel.parameters.push(header("X-API-Key"), header("authorization"));
    document.paths[token].post.parameters = [header("x-api-key")];
    expect(await found(document)).toEqual(NOTHING);
  });

  test("other names, another order, and operations that ours does not describe", async () => {
    const document = fastApi();
    const [path] = Object.keys(document.paths).reverse() as [string];
    const item = document.paths[path];
    delete document.paths[path];
    item.delete.parameters[0].name = "id";
    item.get = { responses: { "200": { description: "A booking." } } };
    document.paths[path.replace("{external_booking_id}", "{id}")] = item;
    document.components.schemas.BookingOut.required.reverse();
    document.components.schemas.ValidationError.properties.loc.items.anyOf.reverse();
    expect(await found(document)).toEqual(NOTHING);
  });

  test("a default that both name, whether or not the member may be left out", async () => {
    const document = fastApi();
    const { TokenRequest } = document.components.schemas;
    TokenRequest.properties.grant_type.default = "service_api";
    expect(await found(document)).toEqual(NOTHING);
    TokenRequest.required = TokenRequest.required.filter((name: string) => name !== "grant_type");
    expect(await found(document)).toEqual(NOTHING);
  });

  test("a document that is ours", async () => {
    expect(await found(parse(readFileSync(described, "utf8")))).toEqual(NOTHING);
  });
});

describe("the command", () => {
  const tsx = createRequire(__filename).resolve("tsx/cli");
  const run = (...flags: string[]) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
      const env = { ...process.env, GITHUB_STEP_SUMMARY: join(folder, "summary.md") };
      const command = [tsx, join(root, "scripts/compare.ts"), ...flags];
      execFile(process.execPath, command, { env, cwd: folder }, (error, stdout, stderr) =>
        done({ code: error ? Number(error.code) : 0, stdout, stderr }),
      );
    });

  test("ends with 0 and an empty output, by URL, and sends no credentials", async () => {
    const ran = await run("--with", `${origin}/moved?token=sample`);
    expect(ran).toMatchObject({ code: 0, stdout: "" });
    expect(ran.stderr).toMatch(
      /^http:.*\/moved says the same as openapi\/external-bookings\.yaml \(operations compared: \d+\)\.\n$/,
    );
    for (const headers of seen) {
      for (const name of ["authorization", "cookie", "x-api-key"]) {
        expect(headers).not.toHaveProperty(name);
      }
    }
    expect(readFileSync(join(folder, "summary.md"), "utf8")).toContain(
      "✅ It says what ours says.",
    );
  });

  test("ends with 1 and a line for each difference", async () => {
    const document = JSON.parse(readFileSync(bundled, "utf8"));
    document.components.schemas.CancelExternalBookingRequest.properties.service_id.maxLength = 20;
    const file = join(folder, "openapi.json");
    writeFileSync(file, JSON.stringify(document, null, 2));
    const { code, stdout, stderr } = await run("--with", "openapi.json");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        "openapi.json differs from openapi/external-bookings.yaml: 1 difference, major at most.\n",
    });
    expect(stdout).toMatch(
      /^ {2}major openapi\/external-bookings\.yaml:\d+, openapi\.json:\d+: what we send: cancelExternalBooking, request, `service_id`: `maxLength` is 20 there, absent here: what is sent may be refused\.\n$/,
    );
    const [, here, there] = /yaml:(\d+), openapi\.json:(\d+)/.exec(stdout) ?? [];
    const lineOf = (path: string, line: string | undefined) =>
      readFileSync(path, "utf8").split("\n")[Number(line) - 1];
    expect(lineOf(description, here)).toContain("service_id:");
    expect(lineOf(file, there)).toContain("maxLength");
  });

  test.each([
    [
      [],
      /^--with needs the provider's description: a URL that begins with https:\/\/, or a file\.$/,
    ],
    [["--with", "gone.json"], /^gone\.json cannot be read; name a file, or a URL/],
    [["--what"], /^Unknown option '--what'/],
  ])("ends with 2 and a sentence: %j", async (flags, sentence) => {
    const { code, stdout, stderr } = await run(...flags);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.trimEnd()).toMatch(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe("is refused with a sentence", () => {
  test.each([
    ["/away", "http://example.com/ must begin with https://; http is for loopback only."],
    ["/gone", /\/gone answered 404, expected 200\.$/],
  ])("%s", async (path, sentence) => {
    await expect(readPublished(origin + path)).rejects.toThrow(sentence);
  });

  test("a URL with credentials, or without encryption", async () => {
    const sentence = "The URL must not hold credentials: the comparison sends none.";
    await expect(readPublished("https://a:b@example.com/")).rejects.toThrow(sentence);
    await expect(readPublished("http://example.com/a")).rejects.toThrow(
      "http is for loopback only",
    );
  });

  test.each([
    ["{", "is neither JSON nor YAML."],
    ["{}", "is no OpenAPI 3.0 or 3.1 document: it has no member `openapi`."],
    ['{"swagger":"2.0"}', "is no OpenAPI 3.0 or 3.1 document: it has no member `openapi`."],
    ['{"openapi":"2.0"}', 'is no OpenAPI 3.0 or 3.1 document: it says "2.0".'],
  ])("%s", async (text, sentence) => {
    const file = join(folder, "no.json");
    writeFileSync(file, text);
    await expect(readPublished(file)).rejects.toThrow(`${file} ${sentence}`);
  });

  test("a reference that leads nowhere, or out of the document", async () => {
    for (const $ref of ["#/components/schemas/Gone", "other.json#/a"]) {
      const document = fastApi();
      document.components.schemas.BookingOut.properties.gender = { $ref };
      await expect(found(document)).rejects.toThrow("cannot be used");
    }
  });
});
