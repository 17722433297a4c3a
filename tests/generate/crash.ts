/** Run by a test in a process of its own, which dies in the middle of replacing artifacts: `crash.ts FOLDER writing|renaming`. */
import { replaceArtifacts } from "../../scripts/generate/artifacts.js";

const [folder = "", phase] = process.argv.slice(2);

/** Ends the process beyond any tidying up when its third file is asked for. */
function* dying<T>(items: Iterable<T>): MapIterator<T> {
  let count = 0;
  for (const item of items) {
    count += 1;
    if (count === 3) process.kill(process.pid, "SIGKILL");
    yield item;
  }
}

class Artifacts extends Map<string, string> {
  override [Symbol.iterator]() {
    return phase === "writing" ? dying([...super.entries()]) : super.entries();
  }
  override keys() {
    return phase === "renaming" ? dying([...super.keys()]) : super.keys();
  }
}

const files = ["schema.ts", "openapi.json", "operations.ts", "validators.js"];
await replaceArtifacts(folder, new Artifacts(files.map((file) => [file, `new ${file}`])));
