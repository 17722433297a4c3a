/** Fastify with its own Ajv, which turns scalars into text and null for an empty one. */
import Fastify, { type FastifyReply } from "fastify";
import { bodyOf, DOCUMENT } from "./described.js";
import { parsed } from "./express.js";
import { ID, invalid, PATHS, type StartStack } from "./service.js";

const CANCEL = bodyOf("cancelExternalBooking");
const GRANT = bodyOf("createAccessToken");

/** Its Ajv takes null for an empty text, or for 0: what is required is not null. */
const refuseNull = ({ required }: typeof CANCEL) => ({
  preValidation: async ({ body }: { body: unknown }, reply: FastifyReply) => {
    const members = new Map(Object.entries(Object(body)));
    const missing = required.filter((name) => members.get(name) === null);
    const refusal = invalid(missing);
    if (missing.length > 0) await reply.code(refusal.status).send(refusal.body);
  },
});

export const startFastify: StartStack = async (service) => {
  const { readBody } = service.breaks;
  const app = Fastify({
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 4_000 },
    // By default it unwraps lists too, and drops what is not described.
    ajv: {
      customOptions: {
        coerceTypes: true,
        removeAdditional: false,
        strict: false,
        validateFormats: false,
      },
    },
  });
  app.addSchema(DOCUMENT);
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
      schema: { body: { $ref: CANCEL.$ref } },
      ...refuseNull(CANCEL),
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
  const grant = { schema: { body: { $ref: GRANT.$ref } }, ...refuseNull(GRANT) };
  app.post(PATHS.grant, grant, async (request, reply) => {
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
