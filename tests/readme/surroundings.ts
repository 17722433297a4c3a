/** Makes a consumer's folder in which the examples of the pages run, with what they name beside them. */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll } from "@jest/globals";
import { type Sandbox, startSandbox } from "../../src/sandbox.js";
import { type Block, blocksOf, root } from "./pages.js";

export interface Surroundings {
  folder: string;
  env: NodeJS.ProcessEnv;
  sandbox: Sandbox;
}

/** The folder and the sandbox are there before the first test, and gone after the last. */
export function surroundingsFor(typescript: readonly Block[]): Surroundings {
  const around = {} as Surroundings;
  beforeAll(async () => {
    if (!existsSync(join(root, "dist"))) throw new Error("Run `npm run build` first.");
    const folder = await mkdtemp(join(tmpdir(), "solv-pages-"));
    await install(folder, typescript);
    await writeRecordings(folder);
    const sandbox = await startSandbox();
    const { clientId, clientSecret, accessToken } = sandbox.credentials;
    const env = {
      ...process.env,
      PATH: `${join(folder, "bin")}:${process.env.PATH}`,
      SOLV_BASE_URL: sandbox.baseUrl,
      SOLV_CLIENT_ID: clientId,
      SOLV_CLIENT_SECRET: clientSecret,
      SOLV_ACCESS_TOKEN: accessToken,
    };
    Object.assign(around, { folder, env, sandbox });
  });
  afterAll(async () => {
    await around.sandbox?.close();
    await rm(around.folder, { recursive: true });
  });
  return around;
}

async function install(folder: string, typescript: readonly Block[]): Promise<void> {
  const modules = join(folder, "node_modules");
  await mkdir(join(modules, ".bin"), { recursive: true });
  await mkdir(join(folder, "bin"));
  await symlink(root, join(modules, "solv-external-bookings"));
  await symlink(join(root, "node_modules/@types"), join(modules, "@types"));
  for (const name of packagesOf(typescript)) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(root, "node_modules", name), join(modules, name));
  }
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  const program = (path: string, text: string) =>
    writeFile(join(folder, path), `${text}\n`, { mode: 0o755 });
  await program(
    "node_modules/.bin/solv-contract",
    `#!/bin/sh\nexec "${process.execPath}" "${join(root, "dist/src/cli.js")}" "$@"`,
  );
  await program("bin/jq", `#!/bin/sh\nexec "${process.execPath}" "${join(folder, "jq.mjs")}" "$3"`);
  // The recipe's `jq -c -f FILE LOG`, by the same jq compiled to WebAssembly.
  await writeFile(
    join(folder, "jq.mjs"),
    `import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const { raw } = createRequire(${JSON.stringify(join(root, "package.json"))})("jq-wasm");
console.log(await raw(readFileSync("access.log", "utf8"), readFileSync(process.argv[2], "utf8"), ["-c"]));`,
  );
  // What a pipeline has and a test does not need.
  for (const name of ["docker", "npm"]) await program(`bin/${name}`, "#!/bin/sh\nexit 0");
}

function packagesOf(typescript: readonly Block[]): Set<string> {
  const imports = typescript.flatMap(({ code }) => [
    ...code.matchAll(/(?:from|module) "([^"]+)"/g),
  ]);
  const names = imports.map(([, name = ""]) => name);
  return new Set(names.filter((name) => !/^(node:|solv-external-bookings)/.test(name)));
}

/** The recordings that the page of `verify` names, each of one good exchange. */
async function writeRecordings(folder: string): Promise<void> {
  const exchangeAt = (server: string) => ({
    method: "DELETE",
    url: `${server}/v1/partner/external_bookings/sample`,
    status: 422,
    responseHeaders: { "content-type": "application/json" },
    responseBody: '{"detail":[]}',
  });
  const line = JSON.stringify(exchangeAt("https://partner-api.solvhealth.com"));
  for (const day of ["monday", "tuesday"])
    await writeFile(join(folder, `${day}.ndjson.gz`), gzipSync(`${line}\n`));
  const prefixed = JSON.stringify(exchangeAt("https://gateway.example/partner-api"));
  await writeFile(join(folder, "log.ndjson.gz"), gzipSync(`${prefixed}\n`));
  const { method, url, status, responseBody } = exchangeAt("https://partner-api.solvhealth.com");
  const content = { mimeType: "application/json", size: responseBody.length, text: responseBody };
  const headers = [{ name: "content-type", value: content.mimeType }];
  const entries = [
    { request: { method, url, headers: [] }, response: { status, headers, content } },
  ];
  await writeFile(
    join(folder, "gateway.har"),
    JSON.stringify({ log: { version: "1.2", entries } }),
  );
  const blocks = blocksOf("src/verify/README.md");
  const [program, log] = ["jq", "json"].map(
    (language) => blocks.find((block) => block.language === language)?.code ?? "",
  );
  await writeFile(join(folder, "gateway.jq"), program ?? "");
  await writeFile(join(folder, "access.log"), log?.split("\n")[0] ?? "");
}
