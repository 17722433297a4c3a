// Made by `npm run generate` from openapi/external-bookings.yaml (Solv external bookings 1.0.0). Do not edit.
/** The servers of the description. */
export const servers = [
  {
    url: "https://partner-api.solvhealth.com",
    name: "Production"
  },
  {
    url: "https://partner-api-staging.solvhealth.com",
    name: "Staging"
  }
] as const;

/** Which description this is. */
export const description = {
  title: "Solv external bookings",
  version: "1.0.0",
  digest: "a2f752ed6a12",
  file: "openapi/external-bookings.yaml"
} as const;
