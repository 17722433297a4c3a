/** Compiled beside the probe: the types of its features. */
import type { operations as Answered, Mapped, Merged, Sample } from "../generated/schema.js";
import type { Mapped as MappedOfClient, SolvClient } from "../src/index.node.js";

/** Compiled, and never called: each line behind an expected error is one of the same feature. */
export async function types(client: SolvClient): Promise<unknown> {
  const sample: Sample = { visit: { place: "A", notes: [] } };
  const where = { external_location_id: "a", service_id: "b" };
  const created: Sample = await client.call("createSample", { body: sample });
  const tags = [7];
  // @ts-expect-error the items of the inner list are texts
  const wrongTags: Sample = { visit: { place: "A", notes: [{ text: "B", tags }] } };
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
  const labels: Mapped = { labels: { a: 1 } } satisfies MappedOfClient;
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
  return [wrongTags, wrongDefault, why, wrongRange, count, wrongCount, joined, half, labels, texts];
}
