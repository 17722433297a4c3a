/** Prints the types of a description; the only file that touches openapi-typescript. */
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import ts from "typescript";
import { type Description, nodeAt, reasonOf, refusalAt, targetOf } from "./document.js";
import { isObject, type PlacedSchema, schemasIn, schemasOf } from "./schemas.js";

/**
 * `paths`, `components` and `operations` as openapi-typescript writes them, but with each component
 * schema as an exported alias of its own to which everything else refers: an editor then shows
 * `Booking` and its fields, where it would show an indexed-access chain.
 *
 * @throws DescriptionError when openapi-typescript cannot read it
 */
export async function generateTypes(description: Description): Promise<string> {
  const document = withNamedTargets(description);
  // It is a whole OpenAPI document, though the type names only what the generator reads.
  const nodes = await openapiTS(document as unknown as OpenAPI3, {
    // A default in the description is what the server assumes; it makes no property required.
    defaultNonNullable: false,
    // An object that lists no property is open, as every object is.
    emptyObjectsUnknown: true,
    silent: true,
  }).catch((error: unknown) => {
    throw refusalAt(description, "#", `It has no types: ${reasonOf(error)}`);
  });
  const aliases = new Map<string, ts.Node>();
  const roots = nodes.map((node) =>
    ts.isInterfaceDeclaration(node) && node.name.text === "components"
      ? hoistSchemas(node, aliases)
      : node,
  );
  return (
    astToString([...aliases.values(), ...roots] as ts.TypeNode[])
      .replace(/components\["schemas"\]\["(\w+)"\]/g, (access, name: string) =>
        aliases.has(name) ? name : access,
      )
      // TSDoc has no such tag: a comment's first words are the description.
      .replace(/^(\s*\/?\*+ )@description /gm, "$1")
      // Always empty: there are no webhooks, and `$defs` are written where they are referred to.
      .replace(/^export type (webhooks|\$defs) = Record<string, never>;\n/gm, "")
      .replace(
        /^(?=export \w+ (paths|components|operations)\b)/gm,
        (_, name: keyof typeof ROOTS) => {
          return `/** ${ROOTS[name]} */\n`;
        },
      )
      // The compiler's printer indents by four; two read as well and weigh less.
      .replace(/^(?: {4})+/gm, (indent) => " ".repeat(indent.length / 2))
  );
}

/** What openapi-typescript exports beside the schemas; programs import it by these names. */
const ROOTS = {
  paths: "The operations by path and method: what openapi-fetch takes.",
  components: "Every component of the description, by kind and name.",
  operations: "Every operation by its operationId: parameters, body and answers.",
};

/** Moves the type of each schema into an alias, and leaves the alias's name in its place. */
function hoistSchemas(components: ts.Node, aliases: Map<string, ts.Node>): ts.Node {
  const hoist = (schema: ts.Node): ts.Node => {
    if (!ts.isPropertySignature(schema) || !schema.type || !ts.isIdentifier(schema.name)) {
      return schema;
    }
    const { name, questionToken, type } = schema;
    const exported = ts.factory.createModifier(ts.SyntaxKind.ExportKeyword);
    const alias = ts.factory.createTypeAliasDeclaration([exported], name, undefined, type);
    for (const comment of ts.getSyntheticLeadingComments(schema) ?? []) {
      ts.addSyntheticLeadingComment(alias, comment.kind, comment.text, true);
    }
    aliases.set(name.text, alias);
    const reference = ts.factory.createTypeReferenceNode(name);
    return ts.factory.createPropertySignature(undefined, name, questionToken, reference);
  };
  return mapChildren(components, (member) =>
    ts.isPropertySignature(member) && ts.isIdentifier(member.name) && member.name.text === "schemas"
      ? mapChildren(member, (part) =>
          ts.isTypeLiteralNode(part) ? mapChildren(part, hoist) : part,
        )
      : member,
  );
}

function mapChildren(node: ts.Node, change: (child: ts.Node) => ts.Node): ts.Node {
  return ts.visitEachChild(node, change, undefined);
}

/** What openapi-typescript can name (7.13): of any other place, it writes an access that does not compile. */
const NAMED = /^#\/components\/\w+\/[^/]+$/;

/** A copy of the document in which a `$ref` leads to a component, or is what it leads to. */
function withNamedTargets(description: Description): object {
  const document = structuredClone(description.document);
  const replace = (placed: PlacedSchema, above: readonly string[]): void => {
    for (const [at, schema] of schemasIn(placed)) {
      const target = typeof schema.$ref === "string" ? targetOf(schema.$ref) : "#/components/a/b";
      if (NAMED.test(target)) continue;
      if (above.includes(target)) {
        const sentence = "Its $ref leads back to what holds it; make that schema a component.";
        throw refusalAt(description, at, sentence);
      }
      const copy = structuredClone(nodeAt(description.document, target));
      if (isObject(copy)) replace([target, copy], [...above, target]);
      const parts = Array.isArray(schema.allOf) ? schema.allOf : [];
      Reflect.deleteProperty(schema, "$ref");
      Object.assign(schema, { allOf: [...parts, copy] });
    }
  };
  for (const placed of schemasOf(document)) {
    replace(placed, []);
    // Nothing refers to them any more.
    Reflect.deleteProperty(placed[1], "$defs");
  }
  return document;
}
