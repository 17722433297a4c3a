/**
 * Prints types and formats code; the only file that touches openapi-typescript and the compiler. Plain
 * JavaScript, because a thread on Node 20 would have to load a TypeScript loader of its own first.
 */
// @ts-check
// Not by its main module, which loads a second Redocly to lint and bundle what is linted and bundled:
// a quarter of the time that a generation takes.
import { astToString } from "openapi-typescript/dist/lib/ts.mjs";
import { resolveRef, scanDiscriminators } from "openapi-typescript/dist/lib/utils.mjs";
import transformSchema from "openapi-typescript/dist/transform/index.mjs";
import ts from "typescript";

/** @type {import("./pipeline.js").Printer} */
export const printer = { generateTypes, formatCode };

/**
 * `paths`, `components` and `operations` as openapi-typescript writes them, but with each component
 * schema as an exported alias of its own to which everything else refers: an editor then shows
 * `Booking` and its fields, where it would show an indexed-access chain.
 *
 * @param {object} document - the bundled description
 */
async function generateTypes(document) {
  const schema = /** @type {import("openapi-typescript").OpenAPI3} */ (document);
  const nodes = transformSchema(schema, {
    // A default in the description is what the server assumes; it makes no property required.
    defaultNonNullable: false,
    silent: true,
    discriminators: scanDiscriminators(schema, {}),
    injectFooter: [],
    resolve: ($ref) => resolveRef(schema, $ref, { silent: true }),
  });
  /** @type {ts.Node[]} */
  const aliases = [];
  /** @type {Set<string>} */
  const names = new Set();
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
  return (
    astToString(/** @type {ts.TypeNode[]} */ ([...aliases, ...roots]))
      .replace(/components\["schemas"\]\["(\w+)"\]/g, (access, name) =>
        names.has(name) ? name : access,
      )
      // TSDoc has no such tag: a comment's first words are the description.
      .replace(/^(\s*\/?\*+ )@description /gm, "$1")
  );
}

/**
 * Lays JavaScript out, one statement a line, so that a change of it can be read as a diff.
 *
 * @param {string} code
 */
async function formatCode(code) {
  const source = ts.createSourceFile("validators.js", code, ts.ScriptTarget.ES2022, false);
  return ts.createPrinter({ removeComments: true }).printFile(source);
}

/**
 * @param {ts.TypeElement} member - a member of `components`
 * @param {ts.Node[]} aliases - receives an alias for each schema
 * @param {Set<string>} names - receives the names of the aliases
 */
function hoistSchemas(member, aliases, names) {
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
