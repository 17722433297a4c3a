/** Runs a bundle for Node (its path is the argument) against the sandbox. */
import { pathToFileURL } from "node:url";
import { startSandbox } from "solv-external-bookings/sandbox";

const sandbox = await startSandbox();
const [{ external_booking_id: id, external_location_id, service_id }] = sandbox.bookings;
const bundle = await import(pathToFileURL(process.argv[2]).href);
const { cancel } = bundle.cancel ? bundle : bundle.default;
const kind = await cancel({
  baseUrl: sandbox.baseUrl,
  clientId: sandbox.credentials.clientId,
  accessToken: sandbox.credentials.accessToken,
  id,
  body: { external_location_id, service_id },
});
await sandbox.close();
if (kind !== "number") throw new Error(`The booking's id is a ${kind}.`);
