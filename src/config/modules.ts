// The sections that hold modules: `pollers` and `notifiers` by the registries' schemas, `persistence` by our own.

import type { ModuleConfig, ModuleEntry, PersistenceConfig } from './config.ts';
import { persistenceSchema, USER_KEYS } from './schema.ts';
import type { Entry, MapNode, Node } from './tree.ts';
import { unknownKey, type ValidateContext, validate } from './validate.ts';

const BESIDES: ReadonlySet<string> = new Set(USER_KEYS);

/** The mapping behind a key; an empty one where nothing stands there, null (and a problem) for anything else. */
export function mappingOf(
  entry: Entry | undefined,
  { path, context }: { path: string; context: ValidateContext },
): MapNode | null {
  const node: Node | undefined = entry?.value;
  if (node?.kind === 'map') return node;
  const start = node?.start ?? 0;
  const empty: MapNode = { kind: 'map', entries: new Map(), start, end: start };
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return empty;
  const filler =
    node.kind === 'scalar' && typeof node.value === 'boolean'
      ? `; write ${path.split('.').at(-1)}: {enabled: ${node.text}}`
      : '';
  context.problems.push({ offset: start, message: `${path} must be a mapping of keys${filler}` });
  return null;
}

/** False where `enabled` says so: then nothing else of the module matters, not even missing secrets. */
export function isEnabled(node: MapNode, { path, context }: { path: string; context: ValidateContext }): boolean {
  const value = node.entries.get('enabled')?.value;
  if (value === undefined || (value.kind === 'scalar' && value.value === null)) return true;
  const word = value.kind === 'scalar' ? value.text.trim().toLowerCase() : '';
  if (/^(?:true|yes|on|1)$/.test(word)) return true;
  if (/^(?:false|no|off|0)$/.test(word)) return false;
  context.problems.push({ offset: value.start, message: `${path}.enabled must be true or false` });
  return true;
}

/** Modules that are switched on, in the order of the file. */
export function readModules(
  entry: Entry | undefined,
  { path, modules, context }: { path: string; modules: readonly ModuleEntry[]; context: ValidateContext },
): readonly ModuleConfig[] {
  const section = mappingOf(entry, { path, context });
  const found: ModuleConfig[] = [];
  for (const [name, module] of section?.entries ?? []) {
    if (name !== module.key) continue;
    const known = modules.find((candidate) => candidate.name === name);
    if (known === undefined) {
      const names = modules.map((candidate) => candidate.name);
      const message = unknownKey(name, { path, known: names, places: context.places });
      context.problems.push({ offset: module.keyStart, message });
      continue;
    }
    const place = `${path}.${name}`;
    const node = mappingOf(module, { path: place, context });
    if (node === null || !isEnabled(node, { path: place, context })) continue;
    const besides = path === 'pollers' ? BESIDES : new Set(['enabled']);
    const section = { path: place, offset: module.keyStart, node, skip: besides, suggest: [...besides], secret: true };
    const valid = validate(known.configSchema, section, context);
    if (valid !== null) found.push({ name, options: { ...valid.input } });
  }
  return found;
}

/** `sqlite` unless told otherwise; version 1's `log_directory` alone means `flatfile`. */
export function readPersistence(
  entry: Entry | undefined,
  { context, defaultPath }: { context: ValidateContext; defaultPath: () => string },
): PersistenceConfig | null {
  const node = mappingOf(entry, { path: 'persistence', context });
  if (node === null) return null;
  const offset = entry?.keyStart ?? 0;
  const valid = validate(persistenceSchema, { path: 'persistence', offset, node }, context);
  if (valid === null) return null;
  const { module, path, log_directory: logDirectory, retention: retentionMs = null } = valid.output;
  const flat = module === 'flatfile' || (module === undefined && logDirectory !== undefined && path === undefined);
  const stranger = node.entries.get(flat ? 'path' : 'log_directory');
  if (stranger !== undefined && stranger.value.kind === 'scalar' && stranger.value.value !== null) {
    const owner = flat ? 'sqlite; flatfile takes log_directory' : 'flatfile; sqlite takes path';
    context.problems.push({
      offset: stranger.keyStart,
      message: `persistence.${stranger.key} belongs to the module ${owner}`,
    });
    return null;
  }
  if (!flat) return { module: 'sqlite', path: path ?? defaultPath(), retentionMs };
  if (logDirectory !== undefined) return { module: 'flatfile', logDirectory, retentionMs };
  context.problems.push({ offset, message: 'persistence.log_directory is missing: the module flatfile needs it' });
  return null;
}
