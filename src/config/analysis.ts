// The section `analysis`: its own keys, and between them the sources to analyse. Any name can be a source (imports bring
// their own), so a mistyped key is told from a source by what stands under it.

import { nearest } from '../domain/near.ts';
import type { AnalysisConfig, UserRules } from './config.ts';
import { DEFAULT_ALERT_BUDGET } from './config.ts';
import { isEnabled, mappingOf } from './modules.ts';
import { analysisKeys, analysisSchema, geoipSchema, networksSchema, USER_KEYS, userSchema } from './schema.ts';
import type { Entry, MapNode } from './tree.ts';
import { unknownKey, type ValidateContext, validate } from './validate.ts';

const OWN: ReadonlySet<string> = new Set(analysisKeys);
const OF_SOURCES: ReadonlySet<string> = new Set(USER_KEYS);

export interface AnalysisOptions {
  readonly context: ValidateContext;
  /** Names in the registry. */
  readonly sources: readonly string[];
  /** `user_domain` and `user_map` may stand there as well. */
  readonly pollers: Entry | undefined;
  readonly polled: readonly string[];
  /** From the top level. */
  readonly historyLimitMs: number | null;
}

export interface Analysis {
  readonly config: AnalysisConfig;
  readonly users: ReadonlyMap<string, UserRules>;
}

export function readAnalysis(entry: Entry | undefined, options: AnalysisOptions): Analysis | null {
  const { context, historyLimitMs } = options;
  const node = mappingOf(entry, { path: 'analysis', context });
  if (node === null) return null;
  const users = new Map<string, UserRules>();
  if (options.pollers?.value.kind === 'map') {
    for (const poller of options.pollers.value.entries.values()) readUsers(poller, { path: 'pollers', context, users });
  }
  const listed = readSources(node, { ...options, users });
  const sources = isEnabled(node, { path: 'analysis', context }) ? listed : [];
  const own = validate(
    analysisSchema,
    { path: 'analysis', offset: entry?.keyStart ?? 0, node, skip: notOf(node, analysisSchema.shape) },
    context,
  );
  const networks = readPart(node.entries.get('networks'), {
    context,
    schema: networksSchema,
    path: 'analysis.networks',
  });
  const geo = readPart(node.entries.get('geoip'), { context, schema: geoipSchema, path: 'analysis.geoip' });
  if (own === null || networks === null || geo === null) return null;
  const { city_db: cityDb, asn_db: asnDb, anonymous_db: anonymousDb, connection_db: connectionDb, isp_db: ispDb } = geo;
  return {
    config: {
      sources,
      historyLimitMs: own.output.history_limit ?? historyLimitMs,
      alertBudget: own.output.alert_budget ?? DEFAULT_ALERT_BUDGET,
      networks,
      geoip: defined({ cityDb, asnDb, anonymousDb, connectionDb, ispDb }),
    },
    users,
  };
}

function readPart<Output extends object>(
  entry: Entry | undefined,
  { context, schema, path }: { context: ValidateContext; schema: Parameters<typeof validate<Output>>[0]; path: string },
): Partial<Output> | null {
  if (entry === undefined) return {};
  const node = mappingOf(entry, { path, context });
  if (node === null) return null;
  if (!isEnabled(node, { path, context })) return {};
  return validate(schema, { path, offset: entry.keyStart, node }, context)?.output ?? null;
}

/** Names to analyse; null where `analysis` is absent or names none: then all are. */
function readSources(
  node: MapNode,
  options: AnalysisOptions & { users: Map<string, UserRules> },
): readonly string[] | null {
  const { context, sources, polled, users } = options;
  const found: string[] = [];
  let named = false;
  for (const [name, entry] of node.entries) {
    if (name !== entry.key || OWN.has(name)) continue;
    const known = sources.includes(name);
    const near = nearest(name, analysisKeys);
    if (!known && !looksLikeSource(entry, near !== null)) {
      const message = unknownKey(name, {
        path: 'analysis',
        known: [...analysisKeys, ...sources],
        places: context.places,
      });
      context.problems.push({ offset: entry.keyStart, message });
      continue;
    }
    named = true;
    const path = `analysis.${name}`;
    const mapping = mappingOf(entry, { path, context });
    if (mapping === null) continue;
    const misspelt = known ? null : (near ?? nearest(name, polled));
    if (misspelt !== null)
      context.warnings.push(`${path} is taken as a source; if you meant analysis.${misspelt}, correct the name`);
    readUsers(entry, { path: 'analysis', context, users });
    if (isEnabled(mapping, { path, context })) found.push(name);
    for (const { key, keyStart } of mapping.entries.values()) {
      if (OF_SOURCES.has(key)) continue;
      context.problems.push({
        offset: keyStart,
        message: unknownKey(key, { path, known: USER_KEYS, places: context.places }),
      });
    }
  }
  return named ? found : null;
}

/** A mapping of a source's keys only; where the name is near to a key of our own, no other key is forgiven. */
function looksLikeSource({ value }: Entry, strict: boolean): boolean {
  if (value.kind !== 'map') return !strict && value.kind === 'scalar' && value.value === null;
  const keys = [...value.entries.values()].map(({ key }) => key);
  if (strict) return keys.length > 0 && keys.every((key) => OF_SOURCES.has(key));
  return keys.every((key) => OF_SOURCES.has(key) || nearest(key, USER_KEYS) !== null);
}

function readUsers(
  { key: source, value }: Entry,
  { path, context, users }: { path: string; context: ValidateContext; users: Map<string, UserRules> },
): void {
  if (value.kind !== 'map') return;
  const place = `${path}.${source}`;
  const skip = new Set([...value.entries.keys()].filter((key) => key !== 'user_domain'));
  const domain = validate(userSchema, { path: place, offset: value.start, node: value, skip }, context)?.output
    .user_domain;
  const map = readUserMap(value.entries.get('user_map'), { path: `${place}.user_map`, context });
  if (domain === undefined && map.size === 0) return;
  const before = users.get(source);
  users.set(source, { domain: domain ?? before?.domain ?? null, map: new Map([...(before?.map ?? []), ...map]) });
}

/** By hand and into a Map: the keys are names from outside, `__proto__` among them if somebody likes. */
function readUserMap(
  entry: Entry | undefined,
  { path, context }: { path: string; context: ValidateContext },
): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const { key, value } of mappingOf(entry, { path, context })?.entries.values() ?? []) {
    const user = value.kind === 'scalar' ? value.text.trim() : '';
    if (user === '')
      context.problems.push({ offset: value.start, message: `${path} must name one user behind each account` });
    else map.set(key.trim(), user);
  }
  return map;
}

function notOf(node: MapNode, shape: object): ReadonlySet<string> {
  return new Set([...node.entries.keys()].filter((key) => !Object.hasOwn(shape, key)));
}

function defined<Value>(record: Record<string, Value | undefined>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter((pair): pair is [string, Value] => pair[1] !== undefined));
}
