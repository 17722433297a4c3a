/** The fault matrix: for each fault of the sandbox, how a cancel ends and what became of the booking. */
import { describe, expect, test } from "@jest/globals";
import { createSolvClient } from "../../src/index.node.js";
import { faults, type Sandbox, startSandbox } from "../../src/sandbox.js";
import { classOf, connectionTable, type Ending, faultTable, tokenTable } from "./fault-table.js";
import { renderings } from "./support.js";

/** For what never ends by itself; everything else ends long before the other limit. */
const SHORT_MS = 250;
const LONG_MS = 20_000;

/** What must not be seen: everything that the sandbox knows of its bookings, and the credentials. */
function secretsOf({ bookings, credentials }: Sandbox): string[] {
  return [
    ...Object.values(credentials),
    ...bookings.flatMap(({ expect: expected, ...place }) => [
      ...Object.values(place),
      String(expected.last_name),
    ]),
    "example.com",
    "+1555",
    "Example Street",
  ];
}

async function cancelUnder(name: string, credential: "token" | "secret", ending: Ending) {
  const [code, outcome, cancels] = ending;
  const sandbox = await startSandbox({ faults: [name], paceMs: SHORT_MS });
  const { clientId, clientSecret, accessToken } = sandbox.credentials;
  const client = createSolvClient({
    baseUrl: sandbox.baseUrl,
    clientId,
    maxRetries: 0,
    timeoutMs: code === "timeout" ? SHORT_MS : LONG_MS,
    ...(credential === "token" ? { accessToken } : { clientSecret }),
  });
  const [booking] = sandbox.bookings;
  if (!booking) throw new Error("The sandbox has no booking.");
  const { external_booking_id, expect: _, ...body } = booking;
  const call = client.cancelExternalBooking(external_booking_id, body);
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  client.close();
  const { requests, elsewhere } = sandbox;
  const [state] = sandbox.state();
  await sandbox.close();

  if (code === undefined) expect(error).toBeUndefined();
  else expect(error).toMatchObject({ name: classOf[code], code, outcome });
  expect(state?.cancelled).toBe(cancels);
  expect(elsewhere).toEqual([]);
  const shown = error === undefined ? "" : renderings(error);
  expect(secretsOf(sandbox).filter((secret) => shown.includes(secret))).toEqual([]);
  return { error, sent: requests.map(({ method }) => method) };
}

describe("a fault of the cancel", () => {
  test.each(Object.entries({ ...faultTable, ...connectionTable }))("%s", async (name, ending) => {
    const { sent } = await cancelUnder(name, "token", ending);
    expect(sent).toEqual(name in connectionTable ? [] : ["DELETE"]);
  });
});

describe("a fault of the token call", () => {
  test.each(Object.entries(faultTable))("token-%s", async (name, [code]) => {
    const ending: Ending = code ? [code, "not_applied", 0] : [undefined, undefined, 1];
    const { error, sent } = await cancelUnder(`token-${name}`, "secret", ending);
    expect(sent).toEqual(code ? ["POST"] : ["POST", "DELETE"]);
    if (error) expect(error).toMatchObject({ operationId: "createAccessToken" });
  });

  test.each(Object.entries(tokenTable))("%s", async (name, ending) => {
    await cancelUnder(name, "secret", ending);
  });
});

describe("what a careless client would fail on", () => {
  test.each(faults.filter(({ kind, name }) => kind === "legal" && !name.startsWith("token-")))(
    "$name",
    async ({ name }) => {
      await cancelUnder(name, "token", [undefined, undefined, 1]);
    },
  );
});

test("every fault of the transport and of the token call stands in the table", () => {
  const known = faults
    .filter(({ kind, name }) => kind === "transport" || name.startsWith("token-"))
    .map(({ name }) => name);
  const listed = [
    ...Object.keys(faultTable),
    ...Object.keys(connectionTable),
    ...Object.keys(faultTable).map((name) => `token-${name}`),
    ...Object.keys(tokenTable),
  ];
  expect(listed.sort()).toEqual(known.sort());
});
