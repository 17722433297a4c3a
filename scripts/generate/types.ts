/** Turns the bundled document into TypeScript types; the only file that touches openapi-typescript. */
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import type { OpenApiDocument } from "./description.js";

/**
 * `paths`, `components` and `operations` as openapi-typescript writes them, but with each component
 * schema as an exported alias of its own to which everything else refers: an editor then shows
 * `Booking` and its fields, where it would show an indexed-access chain.
 */
export async function generateTypes(document: OpenApiDocument): Promise<string> {
  const nodes = await openapiTS(JSON.stringify(document), {
    // A default in the description is what the server assumes; it makes no property required.
    defaultNonNullable: false,
    silent: true,
  });
  const aliases: ts.Node[] = [];
  const names = new Set<string>();
  const roots = nodes.map((node) => {
    if (!ts.isInterfaceDeclaration(node) || node.name.text !== "components") return node;
    const members = node.members.map((member) => hoistSchemas(member, aliases, names));
    return ts.factory.updateInterfaceDeclaration(
      node,
      node.modifiers,
      node.name,
      node.typeParameters,
      node.heritageClauses,
      members,
    );
  });
  return astToString([...aliases, ...roots] as ts.TypeNode[]).replace(
    /components\["schemas"\]\["(\w+)"\]/g,
    (access, name: string) => (names.has(name) ? name : access),
  );
}

function hoistSchemas(member: ts.TypeElement, aliases: ts.Node[], names: Set<string>) {
  if (!ts.isPropertySignature(member) || !member.type || !ts.isTypeLiteralNode(member.type)) {
    return member;
  }
  if (!ts.isIdentifier(member.name) || member.name.text !== "schemas") return member;
  const schemas = member.type.members.map((schema) => {
    if (!ts.isPropertySignature(schema) || !schema.type || !ts.isIdentifier(schema.name)) {
      return schema;
    }
    const alias = ts.factory.createTypeAliasDeclaration(
      [ts.factory.createModifier(ts.SyntaxKind.ExportKeyword)],
      schema.name,
      undefined,
      schema.type,
    );
    for (const comment of ts.getSyntheticLeadingComments(schema) ?? []) {
      ts.addSyntheticLeadingComment(alias, comment.kind, comment.text, true);
    }
    aliases.push(alias);
    names.add(schema.name.text);
    return ts.factory.createPropertySignature(
      undefined,
      schema.name,
      schema.questionToken,
      ts.factory.createTypeReferenceNode(schema.name),
    );
  });
  return ts.factory.createPropertySignature(
    undefined,
    member.name,
    member.questionToken,
    ts.factory.createTypeLiteralNode(schemas),
  );
}
