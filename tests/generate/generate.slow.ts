/** The command makes the same bytes in another folder, zone and language. */
import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { contentsOf, makeWorkplace, root } from "./script.js";

test("npm run generate, elsewhere", async () => {
  const { folder, remove } = await makeWorkplace();
  const wanted = await contentsOf(folder);
  const out = join(folder, "generated");
  await rm(out, { recursive: true });
  const elsewhere = { LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", TZ: "Pacific/Chatham" };
  const command = join(root, "scripts/generate/start.mjs");
  const description = join(folder, "openapi/external-bookings.yaml");
  const args = [command, "--description", description, "--out", out];
  const options = { cwd: "/", env: { ...process.env, ...elsewhere } };
  await promisify(execFile)(process.execPath, args, options);
  expect(await contentsOf(folder)).toEqual(wanted);
  await remove();
}, 180_000);
