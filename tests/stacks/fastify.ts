/** Fastify with its own Ajv, which turns scalars into text and null for an empty one. */
import Fastify from "fastify";
import { parsed } from "./express.js";
import { ID, invalid, PATHS, type StartStack } from "./service.js";

const text = { type: "string" } as const;
/** Its Ajv takes null for an empty text, which is no id. */
const id = { ...text, minLength: 1 } as const;
const CANCEL = {
  type: "object",
  required: ["external_location_id", "service_id"],
  properties: { external_location_id: id, service_id: id, cancellation_reason: text },
} as const;
const GRANT = {
  type: "object",
  required: ["client_id", "client_secret", "grant_type", "scope"],
  properties: { client_id: id, client_secret: id, grant_type: id, scope: id },
} as const;

export const startFastify: StartStack = async (service) => {
  const { readBody } = service.breaks;
  const app = Fastify({
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 4_000 },
    // By default it unwraps lists too, and drops what is not described.
    ajv: { customOptions: { coerceTypes: true, removeAdditional: false } },
  });
  if (readBody) {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "string" }, (request, body, done) => {
      const { searchParams: query } = new URL(request.url, "http://localhost");
      const raw = { text: String(body), type: request.headers["content-type"] ?? "", query };
      done(null, readBody(parsed(String(body)), raw));
    });
  }
  app.setErrorHandler(
    (
      error: { validation?: readonly { instancePath: string }[]; statusCode?: number },
      _request,
      reply,
    ) => {
      const { validation, statusCode = 500 } = error;
      if (!validation && statusCode !== 400)
        return reply.code(statusCode).send({ detail: "Refused" });
      const { body } = invalid((validation ?? []).map(({ instancePath }) => instancePath.slice(1)));
      return reply.code(422).send(body);
    },
  );
  app.delete<{ Params: Record<string, string>; Body: Record<string, unknown> }>(
    PATHS.cancel,
    {
      schema: { body: CANCEL },
      onRequest: async (request, reply) => {
        const refusal = service.authorise(arrivedOf(request));
        if (refusal) await reply.code(refusal.status).send(refusal.body);
      },
    },
    async (request, reply) => {
      const { status, body } = service.cancel(arrivedOf(request));
      return reply.code(status).send(body);
    },
  );
  app.post(PATHS.grant, { schema: { body: GRANT } }, async (request, reply) => {
    const { status, body } = service.grant(request.body, request.headers);
    return reply.code(status).send(body);
  });
  const baseUrl = await app.listen({ host: "127.0.0.1", port: 0 });
  return { baseUrl, close: () => void app.close() };
};

function arrivedOf({
  params,
  headers,
  url,
  body,
}: {
  params: unknown;
  headers: Record<string, string | string[] | undefined>;
  url: string;
  body: unknown;
}) {
  const { searchParams: query } = new URL(url, "http://localhost");
  return {
    id: (params as Record<string, string>)[ID] ?? "",
    headers,
    query,
    body: (body ?? {}) as Record<string, unknown>,
  };
}
