/** Rules for patterns of exchanges, in which the first key of a sample names the rule. */
import { makeTemplate, type Place, type TemplateRules } from "../../src/verify/template.js";

export const rules: TemplateRules = {
  placeOf: ([first]) => first as Place,
  pathTemplate: "/v1/things/{id}/parts",
};

export const templateOf = (text: string, by = rules) => makeTemplate(Buffer.from(text), by);

export const inJson = (text: string) => JSON.stringify({ json: text });
