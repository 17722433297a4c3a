/** Keeps a legal variant legal, whatever is described: what it answers is made to fit, or left as it was. */
import { judgeResponse } from "../../judge/judge.js";
import type { Effect } from "../fault.js";
import type { Call, Reply } from "../model.js";
import { asDocumented, bodyOf } from "../reply.js";

/** The effect, whose answers conform also where its status, say, is documented with another body. */
export function lawful({ alter, intercept, ...others }: Effect): Effect {
  return {
    ...others,
    ...(alter && {
      alter: (reply, call, world) => {
        const altered = alter(reply, call, world);
        return altered === reply ? reply : (fitting(altered, call) ?? reply);
      },
    }),
    ...(intercept && {
      intercept: (call, world) => {
        const reply = intercept(call, world);
        return reply && (fitting(reply, call) ?? reply);
      },
    }),
  };
}

function fitting(reply: Reply, { operation }: Call): Reply | undefined {
  const conforms = (each: Reply) => {
    const { status, headers } = each;
    // Compressed, it says the same.
    const isCoded = headers.some(([name]) => name.toLowerCase() === "content-encoding");
    const body = bodyOf(isCoded ? { status, headers, json: each.json } : each);
    const findings = judgeResponse(operation, { status, headers, body });
    return findings.every(({ severity }) => severity !== "error");
  };
  return [reply, asDocumented(operation, reply)].find(conforms);
}
