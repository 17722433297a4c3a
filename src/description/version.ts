/** The package's own version, for reports, headers and `--version`. */
import manifest from "../../package.json" with { type: "json" };

export const VERSION: string = manifest.version;
