/** Reads the package's own name and version, for reports, headers and `--version`. */
import manifest from "../../package.json" with { type: "json" };

export const NAME = manifest.name;
export const VERSION = manifest.version;
