/** Run in a copy of the project whose description has more features: prints what each part makes of each of them. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { checkContract, operations, verifyTraffic } from "../src/contract.js";
import { createSolvClient, SolvError } from "../src/index.node.js";
import { startSandbox } from "../src/sandbox.js";
import { mockOperation, toConformToContract } from "../src/testing.js";
import { type Answer, type Feature, featuresFor, type Input } from "./features-probe-rows.js";

const sandbox = await startSandbox();
const { baseUrl, credentials, bookings } = sandbox;
const [booking] = bookings;
if (!booking) throw new Error("The sandbox has no booking.");
const { external_booking_id } = booking;
const FEATURES = featuresFor(booking);

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
