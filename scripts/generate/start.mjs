/**
 * Starts the generator. Its two large dependencies are loaded before the TypeScript loader is there, which
 * would look at each of their files: a third of the time that a generation takes.
 */
import "@redocly/openapi-core";
import "openapi-typescript";
import { register } from "tsx/esm/api";

register();
await import("../generate.ts");
