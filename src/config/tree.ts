// YAML text to a plain tree in which every key and value knows where it stands and how it was written.
// Limits on size, depth and aliases; duplicate keys, several documents and tags are mistakes, never guessed at.

import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument, type Node as YamlNode } from 'yaml';
import { type Problem, syntaxProblem } from './syntax.ts';

export interface ScalarNode {
  readonly kind: 'scalar';
  /** As YAML 1.2 reads it: `12` is a number, `True` true, nothing at all null. */
  readonly value: string | number | boolean | null;
  /** As written (quotes and escapes resolved): what version 1 would have read. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly Node[];
  readonly start: number;
  readonly end: number;
}

export interface MapNode {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
  readonly start: number;
  readonly end: number;
}

export interface Entry {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: Node;
}

export type Node = ScalarNode | ListNode | MapNode;

export interface Tree {
  /** null where the text holds nothing. */
  readonly root: Node | null;
  readonly problems: readonly Problem[];
  /** False where the YAML itself is broken, so that the tree says little. */
  readonly sound: boolean;
}

const MAX_DEPTH = 32;
const MAX_NODES = 200_000;
const MAX_SYNTAX_PROBLEMS = 20;

/** Stand-ins of equal length for the braces of `${NAME}`, which would end or open a flow mapping. */
const OPEN = '\u{f8f0}';
const CLOSE = '\u{f8f1}';

/** Reads the text. Never throws. */
export function parseTree(text: string): Tree {
  const shielded = text.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, `$${OPEN}$1${CLOSE}`);
  let document: Document.Parsed;
  try {
    document = parseDocument(shielded, { prettyErrors: false, uniqueKeys: false, merge: false, logLevel: 'error' });
  } catch {
    const message = 'It cannot be read as YAML: nested too deeply';
    return { root: null, problems: [{ offset: 0, message }], sound: false };
  }
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0) {
    const problems: Problem[] = [];
    for (const error of broken) {
      if (problems.length >= MAX_SYNTAX_PROBLEMS) break;
      // To put a mistake into words may take a walk over the whole text: not for thousands of them.
      const problem = syntaxProblem(error, { text, document });
      // One stray character often upsets the parser several times in a row.
      const last = problems.at(-1);
      if (last === undefined || problem.offset > last.offset + 1) problems.push(problem);
    }
    return { root: null, problems, sound: false };
  }
  return convert(document, text);
}

function convert(document: Document.Parsed, text: string): Tree {
  const problems: Problem[] = [];
  // By hand: the library's `resolve` walks the whole document for every alias.
  const anchors = new Map<string, YamlNode>();
  let nodes = 0;
  let exhausted = false;

  const visit = (node: YamlNode | null | undefined, { depth, at }: { depth: number; at: number }): Node => {
    const start = node?.range?.[0] ?? at;
    const end = node?.range?.[1] ?? at;
    const nothing: ScalarNode = { kind: 'scalar', value: null, text: '', start, end };
    if (node === null || node === undefined || exhausted) return nothing;
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
      exhausted = true;
      const message = depth > MAX_DEPTH ? 'This is nested too deeply, or refers to itself' : 'This repeats too much';
      problems.push({ offset: start, message });
      return nothing;
    }
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) return { ...visit(target, { depth: depth + 1, at: start }), start, end };
      problems.push({
        offset: start,
        message: 'No anchor (&name) with this name stands above: put quotes around a value that begins with *',
      });
      return nothing;
    }
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (isScalar(node)) {
      const { value } = node;
      const written = restore(typeof value === 'string' ? value : (node.source ?? String(value ?? '')));
      if (value === null || typeof value === 'boolean') return { kind: 'scalar', value, text: written, start, end };
      return { kind: 'scalar', value: typeof value === 'number' ? value : written, text: written, start, end };
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => visit(item as YamlNode, { depth: depth + 1, at: start }));
      return { kind: 'list', items, start, end };
    }
    if (!isMap(node)) return nothing;
    const entries = new Map<string, Entry>();
    for (const pair of node.items) {
      const key = visit(pair.key as YamlNode, { depth: depth + 1, at: start });
      const value = visit(pair.value as YamlNode | null, { depth: depth + 1, at: key.end });
      if (key.kind !== 'scalar') {
        problems.push({ offset: key.start, message: 'A key must be plain text' });
        continue;
      }
      if (key.text === '<<') {
        problems.push({ offset: key.start, message: 'Merge keys (<<) are not taken: write the keys out' });
        continue;
      }
      if (exhausted) break;
      const first = entries.get(key.text);
      if (first !== undefined) {
        const line = text.slice(0, first.keyStart).split('\n').length;
        problems.push({ offset: key.start, message: `This key is given twice: first in line ${line}` });
        // Both stay in the tree, so that both values are known to the masking.
        entries.set(`${key.text}\u0000${key.start}`, { key: key.text, keyStart: key.start, keyEnd: key.end, value });
        continue;
      }
      entries.set(key.text, { key: key.text, keyStart: key.start, keyEnd: key.end, value });
    }
    return { kind: 'map', entries, start, end };
  };

  const root = document.contents === null ? null : visit(document.contents, { depth: 0, at: 0 });
  return { root, problems, sound: !exhausted };
}

function restore(text: string): string {
  return text.replaceAll(OPEN, '{').replaceAll(CLOSE, '}');
}
