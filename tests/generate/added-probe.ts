/** Run in a copy of the project whose description has reads, a change and a list: what check sends to whom. */
import assert from "node:assert/strict";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { dryRun } from "../src/check/dry-run.js";
import { checkContract, type Exchange, recordHar } from "../src/contract.js";
import { startSandbox } from "../src/sandbox.js";

const failures = ({ results }: Awaited<ReturnType<typeof checkContract>>) =>
  results
    .filter(({ outcome }) => outcome === "failed")
    .map(({ id, findings }) => `${id} ${findings.map((each) => JSON.stringify(each))}`);

const sandbox = await startSandbox();
try {
  const { baseUrl, credentials, bookings } = sandbox;
  const [booking] = bookings;
  assert.ok(booking);
  const exchanges: Exchange[] = [];
  const onExchange = (exchange: Exchange) => exchanges.push(exchange);
  const only = ["addedList/*", "addedRead/*", "addedChange/*", "addedInteger/*"];
  const options = { baseUrl, ...credentials, only, onExchange };
  const safe = await checkContract(options);
  assert.deepEqual(failures(safe), []);
  const sent = safe.results.filter(({ status }) => status !== undefined).map(({ id }) => id);
  for (const id of [
    "addedList/control",
    "addedList/parameter/missing/from",
    "addedList/parameter/type/limit",
    "addedList/parameter/maximum/limit",
    "addedList/parameter/enum/state",
    "addedList/valid/parameters",
    "addedInteger/control",
    "addedInteger/parameter/path/location_id",
  ]) {
    assert.ok(sent.includes(id), `${id} was not sent`);
  }
  const lists = exchanges.filter(({ request }) =>
    request.target.startsWith("/v1/partner/added_list"),
  );
  const shown = lists.filter(({ response }) => response?.status === 200);
  assert.ok(shown.length > 0);
  for (const { response, withheldBytes } of shown) {
    assert.equal(response?.body.length, 0);
    assert.ok(Number(withheldBytes) > 0);
  }
  assert.match(recordHar(shown), /left out, because it may show what was not given/);
  const integers = exchanges.filter(
    ({ request }) => request.method === "GET" && /9007199254740991/.test(request.target),
  );
  assert.ok(integers.length > 0);

  // Given a booking, it is read; a change needs its own permission, and the cancel's is none.
  const given = [booking];
  const reading = await checkContract({ ...options, bookings: given, allowCancel: true });
  const resultOf = (report: typeof reading, id: string) =>
    report.results.find((one) => one.id === id);
  assert.equal(resultOf(reading, "addedRead/booking/valid/read")?.status, 200);
  assert.equal(
    resultOf(reading, "addedChange/booking/valid/minimal")?.needs,
    "--allow addedChange",
  );
  const changing = await checkContract({ ...options, bookings: given, allow: ["addedChange"] });
  assert.equal(resultOf(changing, "addedChange/booking/valid/minimal")?.status, 200);
  const listed = (allow: string[]) =>
    dryRun({ only, bookings: given, allow }).some((line) =>
      line.startsWith("addedChange/booking/valid/"),
    );
  assert.deepEqual([listed([]), listed(["addedChange"])], [false, true]);
  assert.deepEqual(
    sandbox
      .state()
      .map(({ cancelled }) => cancelled)
      .filter(Boolean),
    [],
  );
  await assert.rejects(checkContract({ ...options, bookings: given, allow: ["addedList"] }), {
    message:
      "allow must name operations that act on a given booking: cancelExternalBooking, addedChange.",
  });
} finally {
  await sandbox.close();
}

// A defect in a list is found.
const server = http.createServer((_, response) => {
  response.writeHead(200, { "content-type": "application/json" }).end('[{"id":"none"}]');
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;
try {
  const report = await checkContract({
    baseUrl: `http://127.0.0.1:${port}`,
    clientId: "k",
    accessToken: "t",
    only: ["addedList/control"],
  });
  assert.match(JSON.stringify(report.results), /response_schema_conformance/);
  assert.equal(report.verdict, "violations");
} finally {
  server.close();
}
console.log("added operations hold");
