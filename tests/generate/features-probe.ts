/** Run in a copy of the project whose description has more features: prints what each part makes of each of them. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import document from "../generated/openapi.json" with { type: "json" };
import type { operations as Answered, Mapped, Merged, Sample } from "../generated/schema.js";
import {
  validateMapped,
  validateMerged,
  validateRefusal,
  validateSample,
} from "../generated/validators.js";
import { checkContract, type OperationId, operations, verifyTraffic } from "../src/contract.js";
import { createSolvClient, type SolvClient, SolvError } from "../src/index.node.js";
import { startSandbox } from "../src/sandbox.js";
import { mockOperation, toConformToContract } from "../src/testing.js";

interface Input {
  readonly path?: object;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}
interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}
/** Of an operation: what may be sent, what may not, one documented answer, and one that departs from it. */
interface Feature {
  readonly id: OperationId;
  readonly input: Input;
  /** Absent where nothing can be sent wrongly but the credentials. */
  readonly wrong?: Input;
  readonly good: Answer;
  readonly bad: Answer;
  readonly valid: readonly [fits: boolean, doesNot: boolean];
  /** The defect of a server, made out of an answer that conforms. */
  readonly plant: (answer: Answer) => Answer;
}

const sandbox = await startSandbox();
const { baseUrl, credentials, bookings } = sandbox;
const [booking] = bookings;
if (!booking) throw new Error("The sandbox has no booking.");
const { external_booking_id, external_location_id, service_id } = booking;
const where = { external_location_id, service_id };
const place = (tags: unknown[]) => ({ place: "A", notes: [{ text: "B", tags }] });
const [sample, broken] = [{ visit: place(["c"]) }, { visit: place([7]) }];
const merged = { ...sample, note: "D" };
const [mapped, mismapped] = [{ labels: { a: 1 } }, { labels: { a: "text" } }];
const [reason, unreasoned] = [{ reason: "No." }, { reason: 7 }];
const isCount = (value: unknown) =>
  operations.readHeader.responses[200].headers[0]?.validate(value) === true;
const isChannel = (value: unknown) =>
  operations.cancelExternalBooking.parameters[1]?.validate(value) === true;
const cancelled = document.components.examples.booking_full.value;
/** Accepts what is refused because of a place. */
const accept = (status: number, body: unknown, place: RegExp) => (answer: Answer) =>
  answer.status === 422 && place.test(JSON.stringify(answer.body)) ? { status, body } : answer;
const refuse = (answer: Answer) =>
  answer.status === 401 ? { ...answer, body: unreasoned } : answer;

const cancel = { path: { external_booking_id }, headers: { "X-Sample-Actor": "E" }, body: where };
const FEATURES: Readonly<Record<string, Feature>> = {
  create: {
    id: "createSample",
    input: { body: sample },
    wrong: { body: broken },
    good: { status: 201, body: sample },
    bad: { status: 201, body: broken },
    valid: [validateSample(sample), validateSample(broken)],
    plant: accept(201, sample, /"visit","/),
  },
  default: {
    id: "readDefault",
    input: {},
    good: { status: 409, body: reason },
    bad: { status: 409, body: unreasoned },
    valid: [validateRefusal(reason), validateRefusal(unreasoned)],
    plant: refuse,
  },
  "4XX": {
    id: "readRange",
    input: {},
    good: { status: 418, body: reason },
    bad: { status: 418, body: unreasoned },
    valid: [validateRefusal(reason), validateRefusal(unreasoned)],
    plant: refuse,
  },
  header: {
    id: "readHeader",
    input: {},
    good: { status: 200, headers: { "X-Sample-Count": "3" }, body: sample },
    bad: { status: 200, headers: { "X-Sample-Count": "three" }, body: sample },
    valid: [isCount(3), isCount("three")],
    plant: ({ status, body }) => ({ status, body, headers: { "X-Sample-Count": "three" } }),
  },
  allOf: {
    id: "mergeSample",
    input: { body: merged },
    wrong: { body: sample },
    good: { status: 200, body: merged },
    bad: { status: 200, body: { ...merged, note: 7 } },
    valid: [validateMerged(merged), validateMerged(sample)],
    plant: accept(200, merged, /"note"\]/),
  },
  map: {
    id: "mapSample",
    input: { body: mapped },
    wrong: { body: mismapped },
    good: { status: 200, body: mapped },
    bad: { status: 200, body: mismapped },
    valid: [validateMapped(mapped), validateMapped(mismapped)],
    plant: accept(200, mapped, /"labels","/),
  },
  cancel: {
    id: "cancelExternalBooking",
    input: { ...cancel, query: { channel: "web" } },
    wrong: { ...cancel, query: { channel: "other" } },
    good: { status: 200, body: cancelled },
    bad: { status: 200, body: { ...cancelled, id: "text" } },
    valid: [isChannel("web"), isChannel("other")],
    plant: accept(200, cancelled, /"(channel|X-Sample-Actor)"/i),
  },
};

const written = ({ status, headers, body }: Answer) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });

/** How a call ends, and what is found in it. */
async function ending(
  feature: Feature,
  how: "call" | "api",
  input: Input,
  fetch?: () => Promise<Response>,
) {
  const found: string[] = [];
  const onFinding = ({ check }: { check: string }) => found.push(check);
  const { clientId, accessToken } = credentials;
  const options = { baseUrl, clientId, accessToken, onFinding, maxRetries: 0 };
  const client = createSolvClient(fetch ? { ...options, fetch } : options);
  const { method, path } = operations[feature.id];
  const { path: ids, query, headers: header, body } = input;
  const api = client.api as unknown as Record<
    string,
    (path: string, init: object) => Promise<{ response: Response }>
  >;
  const called =
    how === "call"
      ? client.call(feature.id, input as never).then(() => "resolved")
      : api[method]?.(path, { params: { path: ids, query, header }, body }).then(
          ({ response }) => response.status,
        );
  const ended = await called?.catch((error: unknown) =>
    error instanceof SolvError ? error.code : error,
  );
  await client.close();
  return [ended, ...found].join(" ");
}

function rawly(
  { id }: Feature,
  { query, headers, body }: Input,
  isKnown = true,
): Promise<Response> {
  const path = operations[id].path.replace(/\{.*\}/, encodeURIComponent(external_booking_id));
  const key = {
    "x-api-key": credentials.clientId,
    authorization: `Bearer ${credentials.accessToken}`,
  };
  return fetch(`${baseUrl}${path}?${new URLSearchParams(query)}`, {
    method: operations[id].method,
    headers: { ...headers, ...(isKnown && key), "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
}

const matched = async (feature: Feature, response: Response) =>
  (await toConformToContract(response, feature.id)).pass;

async function verified({ id }: Feature, { query, headers, body }: Input, answer: Answer) {
  const { method, path } = operations[id];
  const line = JSON.stringify({
    method,
    url: `${path.replace(/\{.*\}/, "a")}?${new URLSearchParams(query)}`,
    requestHeaders: {
      "x-api-key": "k",
      authorization: "Bearer t",
      "content-type": "application/json",
      ...headers,
    },
    requestBody: body ? JSON.stringify(body) : "",
    status: answer.status,
    responseHeaders: { "content-type": "application/json", ...answer.headers },
    responseBody: JSON.stringify(answer.body),
  });
  const bytes = (async function* () {
    yield new TextEncoder().encode(`${line}\n`);
  })();
  return errorsIn(await verifyTraffic([{ name: "sample", bytes }]));
}

const errorsIn = ({ results }: Awaited<ReturnType<typeof checkContract>>) =>
  [
    ...new Set(
      results.flatMap(({ findings }) =>
        findings.filter(({ severity }) => severity === "error").map(({ check }) => check),
      ),
    ),
  ].join(" ");

/** What the check finds in the sandbox, and in front of it in a server with the defect. */
async function checked({ id, plant }: Feature, isPlanted: boolean) {
  const own = await startSandbox();
  const server = http.createServer((asked, response) => {
    const { method, url: path, rawHeaders: headers } = asked;
    const onward = http.request(own.baseUrl, { method, path, headers }, async (answer) => {
      const text = Buffer.concat(await answer.toArray()).toString();
      const { statusCode: status = 0, headers: had } = answer;
      const body = text && JSON.parse(text);
      const { "content-length": _, ...kept } = had as Record<string, string>;
      const given = { status, headers: kept, body };
      const made = isPlanted ? plant(given) : given;
      const bytes = text && JSON.stringify(made.body);
      response.writeHead(made.status, { ...kept, ...made.headers }).end(bytes);
    });
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const options = {
    baseUrl: `http://127.0.0.1:${port}`,
    bookings: own.bookings,
    allowCancel: true,
  };
  const report = await checkContract({ ...own.credentials, ...options, only: [`${id}/*`] });
  server.closeAllConnections();
  server.close();
  await own.close();
  return errorsIn(report);
}

/** How a call of a mock ends, and what becomes of a mock that departs. */
async function mocked(feature: Feature) {
  const { id, input, wrong, good, bad } = feature;
  const { status } = good;
  mockOperation(id, { nock, baseUrl, status });
  const ended = [await ending(feature, "call", input)];
  if (wrong) {
    mockOperation(id, { nock, baseUrl, status });
    ended.push(`${(await rawly(feature, wrong)).status}`);
  }
  try {
    mockOperation(id, { nock, baseUrl, status, body: bad.body as never });
  } catch (error) {
    ended.push((error as Error).name);
  }
  nock.cleanAll();
  return ended;
}

const table: Record<string, object> = {};
for (const [name, feature] of Object.entries(FEATURES)) {
  const { input, wrong, good, bad, valid } = feature;
  const called = async (how: "call" | "api") => [
    await ending(feature, how, input, async () => written(good)),
    await ending(feature, how, input, async () => written(bad)),
    ...(wrong ? [await ending(feature, how, wrong)] : []),
  ];
  const refused = await rawly(feature, wrong ?? input, wrong !== undefined);
  const answered = await rawly(feature, input);
  table[name] = {
    validators: valid,
    call: await called("call"),
    api: await called("api"),
    sandbox: [answered.status, refused.status],
    matcher: [
      await matched(feature, answered),
      await matched(feature, refused),
      await matched(feature, written(good)),
      await matched(feature, written(bad)),
    ],
    verify: [
      await verified(feature, input, good),
      await verified(feature, input, bad),
      ...(wrong ? [await verified(feature, wrong, good)] : []),
    ],
    check: [await checked(feature, false), await checked(feature, true)],
  };
}
// nock takes over the sockets of this process, so it comes last.
const { default: nock } = await import("nock");
for (const [name, feature] of Object.entries(FEATURES)) {
  table[name] = { ...table[name], mock: await mocked(feature) };
}
await sandbox.close();
console.log(JSON.stringify(table));

/** Compiled, and never called: each line behind an expected error is one of the same feature. */
export async function types(client: SolvClient): Promise<unknown> {
  const created: Sample = await client.call("createSample", { body: sample as Sample });
  // @ts-expect-error an item of the inner list is a text
  await client.call("createSample", {
    body: { visit: { place: "A", notes: [{ text: "B", tags: [7] }] } },
  });
  const byDefault = await client.api.GET("/v1/partner/default_samples");
  // @ts-expect-error what default documents is one of the errors, and has no number there
  const wrongDefault: { detail?: unknown[] } | { reason: number } | undefined = byDefault.error;
  const { error } = await client.api.GET("/v1/partner/range_samples");
  const why: string | undefined = error?.reason;
  // @ts-expect-error a text
  const wrongRange: number | undefined = error?.reason;
  const count: Answered["readHeader"]["responses"][200]["headers"]["X-Sample-Count"] = 3;
  // @ts-expect-error a whole number
  const wrongCount: Answered["readHeader"]["responses"][200]["headers"]["X-Sample-Count"] = "3";
  const joined: Merged = { ...created, note: "D" };
  // @ts-expect-error the second part requires a note
  const half: Merged = created;
  const labels: Mapped = { labels: { a: 1 } };
  // @ts-expect-error the values are whole numbers
  const texts: Mapped = { labels: { a: "text" } };
  const headers = { "X-Sample-Actor": "E" };
  await client.cancelExternalBooking("a", where, { query: { channel: "web" }, headers });
  // @ts-expect-error the header is required
  await client.cancelExternalBooking("a", where, { query: { channel: "web" } });
  // @ts-expect-error so is the query
  await client.cancelExternalBooking("a", where, { headers });
  // @ts-expect-error and so are the options
  await client.cancelExternalBooking("a", where);
  return [wrongDefault, why, wrongRange, count, wrongCount, joined, half, labels, texts];
}
