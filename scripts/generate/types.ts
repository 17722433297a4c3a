/** Prints the types of a description; the only file that touches openapi-typescript. */
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import ts from "typescript";
import { type Description, reasonOf, refusalAt } from "./document.js";

/**
 * `paths`, `components` and `operations` as openapi-typescript writes them, but with each component
 * schema as an exported alias of its own to which everything else refers: an editor then shows
 * `Booking` and its fields, where it would show an indexed-access chain.
 *
 * @throws DescriptionError when openapi-typescript cannot read it
 */
export async function generateTypes(description: Description): Promise<string> {
  // It is a whole OpenAPI document, though the type names only what the generator reads; a copy,
  // because it is bundled again in place.
  const nodes = await openapiTS(structuredClone(description.document) as unknown as OpenAPI3, {
    // A default in the description is what the server assumes; it makes no property required.
    defaultNonNullable: false,
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
      // The compiler's printer indents by four; two read as well and weigh less.
      .replace(/^(?: {4})+/gm, (indent) => " ".repeat(indent.length / 2))
  );
}

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
