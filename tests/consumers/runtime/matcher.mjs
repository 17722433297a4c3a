/** The matcher reads the answers of HTTP libraries as they travelled, or refuses them and says what to do. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import axios from "axios";
import got from "got";
import ky from "ky";
import inject from "light-my-request";
import { HttpResponse } from "msw";
import nodeFetch from "node-fetch";
import nodeFetch2 from "node-fetch-2";
import { toConformToContract } from "solv-external-bookings/testing";
import supertest from "supertest";
import { request } from "undici";

const headers = { "content-type": "application/json" };
const item = { loc: ["body"], msg: "m", type: "t" };
/** Path → what is answered there with 422, and whether it conforms. */
const ANSWERS = {
  "/good": [JSON.stringify({ detail: [item] }), true],
  "/broken": [JSON.stringify({ detail: "no list" }), false],
  "/empty": ["", false],
  "/markup": ["<html>", false],
};
const handler = (incoming, response) => {
  response.writeHead(422, headers);
  response.end(ANSWERS[incoming.url][0]);
};
const server = createServer(handler);
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${server.address().port}`;

const any = { validateStatus: () => true };
const READ = {
  axios: (path) => axios.get(origin + path, any),
  "axios, bytes": (path) => axios.get(origin + path, { ...any, responseType: "arraybuffer" }),
  "axios, text": (path) => axios.get(origin + path, { ...any, responseType: "text" }),
  supertest: (path) =>
    supertest(server)
      .get(path)
      .ok(() => true),
  got: (path) => got(origin + path, { throwHttpErrors: false, retry: { limit: 0 } }),
  ky: (path) => ky(origin + path, { throwHttpErrors: false, retry: 0 }),
  "light-my-request": (path) => inject(handler, { url: path }),
  msw: (path) => new HttpResponse(ANSWERS[path][0], { status: 422, headers }),
  "node-fetch 2": (path) => nodeFetch2(origin + path),
  "node-fetch 3": (path) => nodeFetch(origin + path),
  fetch: (path) => fetch(origin + path),
  "undici, its text": async (path) => {
    const answer = await request(origin + path);
    return { ...answer, body: await answer.body.text() };
  },
};
for (const [name, read] of Object.entries(READ)) {
  for (const [path, [, conforms]] of Object.entries(ANSWERS)) {
    // It reads no further than its own JSON.
    if (name === "supertest" && path === "/markup") continue;
    const { pass } = await toConformToContract(await read(path), "cancelExternalBooking");
    assert.equal(pass, conforms, `${name} ${path}`);
  }
}

const LATER = {
  "a promise": () => ky(`${origin}/good`, { throwHttpErrors: false, retry: 0 }),
  "a stream": () => axios.get(`${origin}/good`, { ...any, responseType: "stream" }),
  undici: () => request(`${origin}/good`),
  "an error of axios": () => axios.get(`${origin}/good`).catch((error) => error),
  "an error of got": () => got(`${origin}/good`, { retry: { limit: 0 } }).catch((error) => error),
};
const promise = LATER["a promise"]();
assert.throws(() => toConformToContract(promise), /is a promise.*Await it first/);
await promise;
for (const name of ["a stream", "undici"]) {
  const answer = await LATER[name]();
  assert.throws(() => toConformToContract(answer), /a stream.*await response\.text\(\)/);
  (answer.data ?? answer.body).resume();
}
for (const name of ["an error of axios", "an error of got"]) {
  const error = await LATER[name]();
  assert.throws(() => toConformToContract(error), /error\.response/);
  assert.equal(toConformToContract(error.response, "cancelExternalBooking").pass, true);
}
server.close();
