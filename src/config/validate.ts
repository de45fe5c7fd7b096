// One mapping of the tree against one zod schema: values turned into what the schema asks for (version 1 wrote everything
// as text), secrets resolved, every mistake with its place and the nearest known key.

import type { z } from 'zod';
import { nearest } from '../domain/near.ts';
import { urlSecrets } from '../platform/env.ts';
import { BusybodyError } from '../platform/errors.ts';
import { passedFile } from '../platform/files.ts';
import { expandHome } from '../platform/paths.ts';
import { redact, registerSecret } from '../platform/redact.ts';
import { resolveSecret, type SecretOptions } from '../platform/secrets.ts';
import { isPathName, isSecretName, type KeyPlaces, keyForPrint, schemaKeys } from './keys.ts';
import type { Problem } from './syntax.ts';
import type { MapNode, Node, ScalarNode } from './tree.ts';

export interface ValidateContext {
  readonly problems: Problem[];
  readonly warnings: string[];
  readonly places: KeyPlaces;
  readonly secrets: Omit<SecretOptions, 'key' | 'secret' | 'files'>;
  /** Told of every secret that stands in the config itself. */
  readonly onLiteralSecret: () => void;
}

export interface Section {
  /** As the reader knows it: `pollers.slack`; empty for the whole config. */
  readonly path: string;
  /** Where to point for what is missing. */
  readonly offset: number;
  readonly node: MapNode;
  /** Keys somebody else looks after. */
  readonly skip?: ReadonlySet<string>;
  /** Further keys to suggest for mistyped ones. */
  readonly suggest?: readonly string[];
  /** True where values may be secrets and `file:` is a reference: pollers and notifiers. */
  readonly secret?: boolean;
}

export interface Valid<Output> {
  /** As the schema takes it. */
  readonly input: Record<string, unknown>;
  /** As the schema gives it. */
  readonly output: Output;
}

type Data = string | number | boolean | Data[] | { [key: string]: Data };
type Path = readonly PropertyKey[];

const MAX_COERCIONS = 1000;

/** null where there is a mistake; all of them are in `context.problems` then. */
export function validate<Output>(
  schema: z.ZodType<Output>,
  section: Section,
  context: ValidateContext,
): Valid<Output> | null {
  const before = context.problems.length;
  const input = mappingData(section.node, { section, context, path: section.path, top: true });
  reportEmptyStrangers(schema, { section, context });
  // What cannot be resolved is known already; the schema would only repeat it in other words.
  const unresolved = new Set(context.problems.slice(before).map(({ offset }) => offset));
  let result = schema.safeParse(input);
  for (let round = 0; !result.success && round < MAX_COERCIONS; round++) {
    const changed = result.error.issues.filter((issue) => coerce(input, { issue, node: section.node }));
    if (changed.length === 0) break;
    result = schema.safeParse(input);
  }
  if (!result.success) {
    for (const issue of result.error.issues) report(issue, { schema, section, context, unresolved });
  }
  return result.success && context.problems.length === before ? { input, output: result.data } : null;
}

function mappingData(
  node: MapNode,
  options: { section: Section; context: ValidateContext; path: string; top: boolean },
): Record<string, Data> {
  // Without a prototype: `__proto__` is a key like any other.
  const data: Record<string, Data> = Object.create(null);
  for (const [name, { key, value }] of node.entries) {
    if (name !== key || (options.top && options.section.skip?.has(key))) continue;
    const plain = nodeData(value, { ...options, key, path: `${options.path}.${key}` });
    if (plain !== undefined) data[key] = plain;
  }
  return data;
}

function nodeData(
  node: Node,
  options: { section: Section; context: ValidateContext; path: string; key: string },
): Data | undefined {
  if (node.kind === 'map') return mappingData(node, { ...options, top: false });
  if (node.kind === 'list') {
    return node.items.map((item, index) => nodeData(item, { ...options, path: `${options.path}[${index}]` }) ?? '');
  }
  // `key:` with nothing behind it is as good as absent.
  if (node.value === null) return undefined;
  if (typeof node.value !== 'string') {
    if (isSecretName(options.key)) noteLiteral(node, options);
    return node.value;
  }
  return resolved(node, options);
}

function noteLiteral(
  node: ScalarNode,
  { context, key, path }: { context: ValidateContext; key: string; path: string },
) {
  context.onLiteralSecret();
  resolveSecret(node.text, { ...context.secrets, key: `${path}.${key}`, secret: true, files: false });
}

function resolved(
  node: ScalarNode,
  { section, context, path, key }: { section: Section; context: ValidateContext; path: string; key: string },
): string {
  const secret = isSecretName(key);
  try {
    const files = section.secret === true && !isPathName(key);
    const found = resolveSecret(node.text, { ...context.secrets, key: path.replace(/^\./, ''), secret, files });
    context.warnings.push(...found.warnings);
    if (found.value.includes('://')) for (const part of urlSecrets(found.value)) registerSecret(part);
    if (secret && !found.referenced) context.onLiteralSecret();
    if (!isPathName(key)) return found.value;
    const file = expandHome(found.value, context.secrets.home);
    return key.endsWith('_file') ? passedFile(file, context.secrets.env) : file;
  } catch (error) {
    if (!(error instanceof BusybodyError)) throw error;
    context.problems.push({
      offset: node.start,
      message: error.message.replace(/^Cannot resolve [^:]*: /, `${path.replace(/^\./, '')}: `),
    });
    return node.text;
  }
}

/** Turns one value into what the schema asked for, if its text can be read as that. */
function coerce(input: Record<string, unknown>, { issue, node }: { issue: z.core.$ZodIssue; node: MapNode }): boolean {
  if (issue.code !== 'invalid_type' || issue.path.length === 0) return false;
  const found = nodeAt(node, issue.path);
  const parent = issue.path.slice(0, -1).reduce<unknown>((data, key) => member(data, key), input);
  const key = issue.path.at(-1);
  if (found?.kind !== 'scalar' || typeof parent !== 'object' || parent === null || key === undefined) return false;
  const current = member(parent, key);
  const wanted = converted(current, { text: found.text, expected: issue.expected });
  if (wanted === undefined || wanted === current) return false;
  Object.defineProperty(parent, key, { value: wanted, enumerable: true, configurable: true, writable: true });
  return true;
}

function converted(value: unknown, { text, expected }: { text: string; expected: string }): unknown {
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return text;
  if (expected === 'array' && typeof value === 'string') return value.split(',').map((part) => part.trim());
  if (expected === 'array' && typeof value === 'number') return [text];
  if (typeof value !== 'string') return undefined;
  const word = value.trim().toLowerCase();
  if (expected === 'boolean' && /^(?:true|yes|on|1)$/.test(word)) return true;
  if (expected === 'boolean' && /^(?:false|no|off|0)$/.test(word)) return false;
  if ((expected === 'number' || expected === 'int') && /^[+-]?\d{1,15}(?:\.\d{1,15})?$/.test(word)) return Number(word);
  return undefined;
}

function member(data: unknown, key: PropertyKey): unknown {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, key) ? Reflect.get(data, key) : undefined;
}

function nodeAt(node: Node, path: Path): Node | null {
  let found: Node | undefined = node;
  for (const key of path) {
    if (found?.kind === 'map') found = found.entries.get(String(key))?.value;
    else if (found?.kind === 'list') found = found.items[Number(key)];
    else return null;
  }
  return found ?? null;
}

function report(
  issue: z.core.$ZodIssue,
  options: { schema: z.ZodType; section: Section; context: ValidateContext; unresolved: ReadonlySet<number> },
): void {
  const { schema, section, context, unresolved } = options;
  if (isMistyped(issue, { schema, node: section.node })) return;
  const parent = nodeAt(section.node, issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = issue.path.length === 0 ? [...new Set([...schemaKeys(schema), ...(section.suggest ?? [])])] : [];
    for (const key of issue.keys) {
      const entry = parent?.kind === 'map' ? parent.entries.get(key) : undefined;
      const path = [section.path, ...issue.path.map(String)].join('.');
      const message = unknownKey(key, { path, known, places: context.places });
      context.problems.push({ offset: entry?.keyStart ?? section.offset, message });
    }
    return;
  }
  const name = [section.path, ...issue.path.map(String)].filter((part) => part !== '').join('.');
  const offset = place(section, issue.path);
  if (!unresolved.has(offset)) context.problems.push({ offset, message: `${name} ${issueWords(issue, parent)}` });
}

/** Keys with nothing behind them never reach the schema, so the unknown ones among them are found here. */
function reportEmptyStrangers(schema: z.ZodType, { section, context }: { section: Section; context: ValidateContext }) {
  const known = [...new Set([...schemaKeys(schema), ...(section.suggest ?? [])])];
  for (const [name, { key, keyStart, value }] of section.node.entries) {
    if (name !== key || known.includes(key) || section.skip?.has(key)) continue;
    if (known.length === 0 || value.kind !== 'scalar' || value.value !== null) continue;
    // It may be the rest of a secret that a comma cut in two: named only where it resembles a key.
    const shown = nearest(key, context.places.keys()) === null ? '' : key;
    const message = unknownKey(shown, { path: section.path, known, places: context.places });
    context.problems.push({ offset: keyStart, message });
  }
}

/** True for a missing key where a misspelt one stands: that is one mistake, reported as the unknown key. */
function isMistyped(issue: z.core.$ZodIssue, { schema, node }: { schema: z.ZodType; node: MapNode }): boolean {
  const known = schemaKeys(schema);
  const [key] = issue.path;
  if (issue.path.length !== 1 || typeof key !== 'string' || node.entries.has(key)) return false;
  return [...node.entries.keys()].some((name) => !known.includes(name) && nearest(name, known) === key);
}

/** Where the value stands; for what is missing, the nearest mapping around it. */
function place(section: Section, path: Path): number {
  const node = nodeAt(section.node, path);
  const empty = node?.kind === 'scalar' && node.value === null;
  if (node !== null && path.length > 0 && !empty) return node.start;
  if (path.length === 0) return section.offset;
  const parent = nodeAt(section.node, path.slice(0, -1));
  const entry = parent?.kind === 'map' ? parent.entries.get(String(path.at(-1))) : undefined;
  return entry?.keyStart ?? (path.length === 1 ? section.offset : place(section, path.slice(0, -1)));
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  string: 'must be text',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be a mapping of keys',
  record: 'must be a mapping of keys',
};

function issueWords(issue: z.core.$ZodIssue, node: Node | null): string {
  const scalar = node?.kind === 'scalar' ? node : null;
  if (node === null) return 'is missing';
  if (scalar?.value === null) return 'is empty';
  const key = String(issue.path.at(-1) ?? '');
  if (issue.code === 'invalid_type')
    return `${KIND_WORDS[issue.expected] ?? 'has the wrong type'}${current(key, scalar)}`;
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const near = nearest(scalar?.text ?? '', values);
    return `must be ${values.join(' or ')}${current(key, scalar)}${near === null ? '' : `; did you mean ${near}?`}`;
  }
  if (issue.code === 'invalid_format' && issue.format === 'url') return 'must be a URL that begins with https://';
  if (issue.code === 'invalid_format' && issue.format === 'email') return 'must be an e-mail address';
  if (issue.code === 'too_small' && issue.origin === 'string') return 'must not be empty';
  const words = isSecretName(key) ? 'is not valid' : redact(issue.message);
  return `${/^(?:must|is) /.test(words) ? words : `is not valid: ${words}`}${current(key, scalar)}`;
}

/** The value, where it is short, plain and no secret. */
function current(key: string, scalar: ScalarNode | null): string {
  if (scalar === null || isSecretName(key) || !/^[\w.-]{1,20}$/.test(scalar.text)) return '';
  return redact(`: current value is ${scalar.text}`);
}

/** What to say of a key nobody knows: the nearest known one, or the place it belongs to. */
export function unknownKey(
  key: string,
  { path, known, places }: { path: string; known: readonly string[]; places: KeyPlaces },
): string {
  const shown = keyForPrint(key);
  if (shown === null) return `Unknown key in ${path || 'the config'}`;
  const name = path === '' ? shown : `${path}.${shown}`;
  const near = nearest(key, known);
  if (near !== null) return `Unknown key ${name}; did you mean ${near}?`;
  const homes = places.get(key)?.filter((home) => home !== path) ?? [];
  if (homes[0] === '') return `Unknown key ${name}; ${shown} belongs to the top level, without indentation`;
  if (homes.length > 0) return `Unknown key ${name}; ${shown} belongs under ${homes.slice(0, 3).join(' or ')}`;
  const rest = known.length > 0 && known.length <= 12 ? `; known are ${known.join(', ')}` : '';
  return `Unknown key ${name}${rest}`;
}
