/** Express with express-openapi-validator, which reads the description itself. */
import http from "node:http";
import { join } from "node:path";
import express, { type ErrorRequestHandler, type Request } from "express";
import * as validator from "express-openapi-validator";
import { listen } from "./by-hand.js";
import { ID, invalid, PATHS, type StartStack } from "./service.js";

const DESCRIPTION = join(process.cwd(), "openapi/external-bookings.yaml");

/** What body-parser and the validator throw. */
interface Refusal {
  readonly status?: number;
  readonly errors?: readonly { readonly path?: string }[];
}

export const startExpress: StartStack = async (service) => {
  const app = express();
  const { readBody } = service.breaks;
  const arrived = (request: Request) => ({
    id: String(request.params[ID]),
    headers: request.headers,
    query: new URL(request.url, "http://localhost").searchParams,
    body: (request.body ?? {}) as Record<string, unknown>,
  });
  app.use(express.text({ type: readBody ? () => true : () => false, limit: "1mb" }));
  app.use(express.json({ limit: "1mb" }), express.urlencoded());
  if (readBody) {
    app.use((request, _response, next) => {
      const text = typeof request.body === "string" ? request.body : "";
      const raw = {
        text,
        type: request.headers["content-type"] ?? "",
        query: arrived(request).query,
      };
      request.body = readBody(parsed(text), raw);
      request.headers["content-type"] = "application/json";
      next();
    });
  }
  app.delete(PATHS.cancel, (request, response, next) => {
    const refusal = service.authorise(arrived(request));
    if (refusal) response.status(refusal.status).json(refusal.body);
    else next();
  });
  app.use(
    validator.middleware({
      apiSpec: DESCRIPTION,
      validateSecurity: false,
      validateResponses: false,
      ignoreUndocumented: true,
    }),
  );
  app.delete(PATHS.cancel, (request, response) => {
    const { status, body } = service.cancel(arrived(request));
    response.status(status).json(body);
  });
  app.post(PATHS.grant, (request, response) => {
    const { status, body } = service.grant(request.body, request.headers);
    response.status(status).json(body);
  });
  const onError: ErrorRequestHandler = (error: Refusal, _request, response, next) => {
    const { status = 500, errors = [] } = error;
    if (status !== 400 || response.headersSent) return next(error);
    const { body } = invalid(errors.map(({ path = "" }) => path.replace("/body/", "")));
    response.status(422).json(body);
  };
  app.use(onError);
  app.set("env", "test");
  return listen(http.createServer(app));
};

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
