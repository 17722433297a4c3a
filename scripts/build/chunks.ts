/** Deals the modules of the library out to chunks, the same ones in both module formats. */
import type { CodeSplittingGroup, Plugin, PluginContext } from "rolldown";

/**
 * Characters of source in a chunk. A tarball's compression looks back 32 KiB, and npm packs files of one
 * name next to each other: so the second format of a small chunk costs next to nothing.
 */
const CHUNK_SIZE = 56_000;

/**
 * Two modules may share a chunk when the same entries need both, so that no entry loads what it does not
 * use; in the order of their imports they are cut into pieces, so that no two chunks import each other.
 *
 * @param entries files of `src/`, without their endings
 */
export function dealChunks(entries: readonly string[]): {
  readonly plugin: Plugin;
  readonly group: CodeSplittingGroup;
} {
  const chunks = new Map<string, string>();
  const plugin: Plugin = {
    name: "chunks",
    buildEnd() {
      deal(this, entries, chunks);
    },
  };
  const name = (id: string) => chunks.get(id);
  return { plugin, group: { name, debugName: "library", includeDependenciesRecursively: false } };
}

function deal(build: PluginContext, entries: readonly string[], chunks: Map<string, string>): void {
  const needed = new Map<string, string[]>();
  for (const entry of entries) {
    for (const id of inOrder(build, entry)) {
      const users = needed.get(id) ?? [];
      needed.set(id, users);
      users.push(entry);
    }
  }
  const sizes = new Map<string, number>();
  for (const [id, users] of needed) {
    const { isEntry, code } = build.getModuleInfo(id) ?? {};
    if (isEntry) continue;
    const name = nameOf(users);
    const end = (sizes.get(name) ?? 0) + (code?.length ?? 0);
    sizes.set(name, end);
    chunks.set(id, `${name}-${1 + Math.floor(end / CHUNK_SIZE)}`);
  }
}

/** The modules of an entry, each behind those that it imports. */
function inOrder(build: PluginContext, entry: string): Set<string> {
  const root = [...build.getModuleIds()].find((id) => id.endsWith(`/src/${entry}.ts`)) ?? "";
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (id: string) => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const imported of build.getModuleInfo(id)?.importedIds ?? []) visit(imported);
    found.add(id);
  };
  visit(root);
  return found;
}

/** By what uses it; `client` is what a browser loads, so nothing of Node is in it. */
function nameOf(users: readonly string[]): string {
  if (!users.includes("index")) return users.join("-");
  const rooms = users.filter((user) => !user.startsWith("index"));
  return ["client", ...rooms].join("-");
}
