/** What a server may do with a connection beside its answer, and what the Node transport leaves of it. */
import { expect, test } from "@jest/globals";
import { listen, ok, request, transport } from "./sockets.js";

test("a transport that is closed before its first request keeps no connection either", async () => {
  const ended: Promise<unknown>[] = [];
  const origin = await listen((socket) => {
    ended.push(new Promise((resolve) => socket.once("close", resolve)));
    // The hint: else the connection would be given up after four seconds anyway.
    socket.once("data", () => socket.write(ok.replace("a: 1", "keep-alive: timeout=300")));
  });
  const closing = transport();
  closing.close();
  await closing.send({ ...request, origin });
  expect(ended).toHaveLength(1);
  await Promise.all(ended);
}, 20_000);
