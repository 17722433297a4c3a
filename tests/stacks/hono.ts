/** Hono on Node with zod. */
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { z } from "zod";
import document from "../../generated/openapi.json" with { type: "json" };
import { bodyOf } from "./described.js";
import { parsed } from "./express.js";
import { type Answer, ID, invalid, PATHS, type StartStack } from "./service.js";

const Cancel = described("cancelExternalBooking");
const Grant = described("createAccessToken");

function described(id: Parameters<typeof bodyOf>[0]) {
  const { $ref } = bodyOf(id);
  const whole = { $ref: $ref.slice($ref.indexOf("#")), $defs: document.components.schemas };
  // It follows references to `$defs` alone.
  const text = JSON.stringify(whole).replaceAll("#/components/schemas/", "#/$defs/");
  return z.fromJSONSchema(JSON.parse(text));
}

export const startHono: StartStack = async (service) => {
  const { readBody } = service.breaks;
  const app = new Hono();
  const send = (context: Context, { status, body }: Answer) =>
    Response.json(body, { status, headers: context.res.headers });
  const read = async (context: Context, isBroken: boolean): Promise<unknown> => {
    const type = context.req.header("content-type") ?? "";
    const text = await context.req.text();
    const query = new URL(context.req.url).searchParams;
    if (isBroken && readBody) return readBody(parsed(text), { text, type, query });
    return /^application\/json\b/i.test(type) ? parsed(text) : undefined;
  };
  app.delete(PATHS.cancel, async (context) => {
    const arrived = {
      id: context.req.param(ID) ?? "",
      headers: context.req.header(),
      query: new URL(context.req.url).searchParams,
      body: {},
    };
    const refusal = service.authorise(arrived);
    if (refusal) return send(context, refusal);
    const found = Cancel.safeParse(await read(context, true));
    if (!found.success) return send(context, invalid(placesOf(found.error)));
    return send(context, service.cancel({ ...arrived, body: Object(found.data) }));
  });
  app.post(PATHS.grant, async (context) => {
    const found = Grant.safeParse(await read(context, false));
    return send(
      context,
      found.success
        ? service.grant(found.data, context.req.header())
        : invalid(placesOf(found.error)),
    );
  });
  return new Promise((resolve) => {
    const server = serve(
      { fetch: app.fetch, hostname: "127.0.0.1", port: 0 },
      ({ port }: AddressInfo) =>
        resolve({ baseUrl: `http://127.0.0.1:${port}`, close: () => void server.close() }),
    );
  });
};

function placesOf({ issues }: z.ZodError): string[] {
  return issues.map(({ path }) => path.join("/"));
}
