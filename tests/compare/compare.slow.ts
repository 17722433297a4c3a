/** Compare says nothing about a document that says the same, however its generator spells it. */
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse, stringify } from "yaml";
import {
  bundled,
  described,
  fastApi,
  folder,
  found,
  NOTHING,
  origin,
  root,
  seen,
} from "./published.js";

const description = join(root, "openapi/external-bookings.yaml");

describe("nothing is said about", () => {
  test("what FastAPI writes, as YAML", async () => {
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
