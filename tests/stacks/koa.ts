/** Koa with koa-bodyparser, which reads forms too, and Ajv. */
import http from "node:http";
import Router from "@koa/router";
import { Ajv2020 } from "ajv/dist/2020.js";
import Koa from "koa";
import bodyParser from "koa-bodyparser";
import { listen } from "./by-hand.js";
import { bodyOf, DOCUMENT } from "./described.js";
import { parsed } from "./express.js";
import { type Answer, ID, invalid, PATHS, type StartStack } from "./service.js";

const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(DOCUMENT);
const validateCancel = ajv.compile({ $ref: bodyOf("cancelExternalBooking").$ref });
const validateGrant = ajv.compile({ $ref: bodyOf("createAccessToken").$ref });

export const startKoa: StartStack = async (service) => {
  const { readBody } = service.breaks;
  const app = new Koa();
  app.silent = true;
  const router = new Router();
  const answer = (context: Koa.Context, { status, body }: Answer) => {
    context.status = status;
    context.body = body;
  };
  app.use(async (context, next) => {
    try {
      await next();
    } catch (error) {
      if ((error as { status?: number }).status !== 400) throw error;
      answer(context, invalid([]));
    }
  });
  app.use(bodyParser(readBody && { enableTypes: ["text"], extendTypes: { text: ["*/*"] } }));
  router.delete(PATHS.cancel, (context) => {
    const { searchParams: query } = new URL(context.url, "http://localhost");
    const arrived = { id: context.params[ID] ?? "", headers: context.headers, query, body: {} };
    const refusal = service.authorise(arrived);
    if (refusal) return answer(context, refusal);
    const { body: given, rawBody = "" } = context.request;
    const raw = { text: rawBody, type: context.headers["content-type"] ?? "", query };
    const body = readBody ? readBody(parsed(rawBody), raw) : given;
    if (!validateCancel(body)) return answer(context, invalid(placesOf(validateCancel)));
    answer(context, service.cancel({ ...arrived, body: { ...Object(body) } }));
  });
  router.post(PATHS.grant, (context) => {
    const { body, rawBody = "" } = context.request;
    const given = readBody && context.is("json") ? parsed(rawBody) : body;
    answer(
      context,
      validateGrant(given)
        ? service.grant(given, context.headers)
        : invalid(placesOf(validateGrant)),
    );
  });
  app.use(router.routes()).use(router.allowedMethods());
  return listen(http.createServer(app.callback()));
};

function placesOf({ errors }: { errors?: readonly { instancePath: string }[] | null }): string[] {
  return (errors ?? []).map(({ instancePath }) => instancePath.slice(1));
}
