import { extendTailwindMerge } from "tailwind-merge";
import ts from "typescript";

const merge = extendTailwindMerge({ extend: { theme: { text: ["2xs"] } } });
const wins = (later: string, earlier: string) => later !== earlier && merge(`${earlier} ${later}`) === later;

type Constants = ReadonlyMap<string, readonly string[]>;
type Component = { name: string; own: string[]; passesTo: Set<string> };

const isMember = (name: ts.Identifier) => ts.isPropertyAccessExpression(name.parent) && name.parent.name === name;

/** The classes in the texts of an expression and of the constants that it names. */
function classesIn(node: ts.Node, constants: Constants): string[] {
  const found: string[] = [];
  const visit = (one: ts.Node) => {
    if (ts.isStringLiteralLike(one) || ts.isTemplateHead(one) || ts.isTemplateMiddleOrTemplateTail(one)) {
      found.push(...one.text.split(/\s+/).filter(Boolean));
    } else if (ts.isIdentifier(one) && !isMember(one)) found.push(...(constants.get(one.text) ?? []));
    ts.forEachChild(one, visit);
  };
  visit(node);
  return found;
}

const each = (node: ts.Node, act: (one: ts.Node) => void): void => {
  act(node);
  ts.forEachChild(node, (child) => each(child, act));
};

function constantsOf(file: ts.SourceFile): Constants {
  const constants = new Map<string, readonly string[]>();
  each(file, (node) => {
    if (!ts.isVariableDeclaration(node) || !node.initializer || !ts.isIdentifier(node.name)) return;
    constants.set(node.name.text, classesIn(node.initializer, constants));
  });
  return constants;
}

type Element = ts.JsxOpeningElement | ts.JsxSelfClosingElement;
const isElement = (node: ts.Node): node is Element => ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node);
const isJoin = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && node.expression.getText() === "cn";

function classNameOf(element: Element): ts.Node | undefined {
  const given = element.attributes.properties.find(
    (one) => ts.isJsxAttribute(one) && one.name.getText() === "className",
  );
  return given && ts.isJsxAttribute(given) ? given.initializer : undefined;
}

/** What a component gives itself beside the classes that it gets, and to which components it hands them on. */
function componentOf(fn: ts.FunctionDeclaration, name: string, constants: Constants): Component {
  const own: string[] = [];
  const passesTo = new Set<string>();
  each(fn, (node) => {
    if (isJoin(node) && /\bclassName\b/.test(node.getText())) own.push(...classesIn(node, constants));
    if (!isElement(node) || !/^[A-Z]/.test(node.tagName.getText())) return;
    const given = classNameOf(node);
    const spread = node.attributes.properties.some(
      (one) => ts.isJsxSpreadAttribute(one) && /props/.test(one.getText()),
    );
    if (given ? /\bclassName\b/.test(given.getText()) : spread) passesTo.add(node.tagName.getText());
  });
  return { name, own, passesTo };
}

function componentsOf(files: readonly ts.SourceFile[]): ReadonlyMap<string, Component> {
  const components = new Map<string, Component>();
  for (const file of files) {
    const constants = constantsOf(file);
    each(file, (node) => {
      const name = ts.isFunctionDeclaration(node) ? node.name?.text : undefined;
      if (name && /^[A-Z]/.test(name) && ts.isFunctionDeclaration(node)) {
        components.set(name, componentOf(node, name, constants));
      }
    });
  }
  return components;
}

function ownOf(
  name: string,
  components: ReadonlyMap<string, Component>,
  seen: ReadonlySet<string> = new Set(),
): string[] {
  const component = components.get(name);
  if (!component || seen.has(name)) return [];
  const further = [...component.passesTo].flatMap((next) => ownOf(next, components, new Set([...seen, name])));
  return [...component.own, ...further];
}

const pairs = (earlier: readonly string[], later: readonly string[]) =>
  earlier.flatMap((one) => later.filter((other) => wins(other, one)).map((other) => `${other} over ${one}`));

/** Every class that is meant to win over another which does not give way (`own:`), in sources by their paths. */
export function classConflicts(sources: Readonly<Record<string, string>>): string[] {
  const files = Object.entries(sources).map(([path, text]) =>
    ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX),
  );
  const components = componentsOf(files);
  const found = files.flatMap((file) => {
    const constants = constantsOf(file);
    const here: string[] = [];
    each(file, (node) => {
      if (isJoin(node)) {
        const parts = node.arguments.map((one) => classesIn(one, constants));
        here.push(...parts.flatMap((part, at) => pairs(part, parts.slice(at + 1).flat())));
      }
      const given = isElement(node) ? classNameOf(node) : undefined;
      if (given && isElement(node)) {
        here.push(...pairs(ownOf(node.tagName.getText(), components), classesIn(given, constants)));
      }
    });
    return here.map((one) => `${file.fileName}: ${one}`);
  });
  return [...new Set(found)];
}
