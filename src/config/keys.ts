// Which keys there are and where, which of them hold secrets, which hold paths. Names decide, so that a new module's
// `…_token` is masked without being told; whatever is not known to be harmless is masked too.

import { z } from 'zod';
import { NETWORK_KINDS } from '../domain/enrichment.ts';
import type { ModuleEntry } from './config.ts';
import { analysisKeys, geoipSchema, metricsSchema, persistenceSchema, USER_KEYS } from './schema.ts';

export const SECTIONS = ['pollers', 'persistence', 'analysis', 'notifiers', 'metrics'] as const;

/** Version 1 read it from the top level too. */
export const LEGACY_KEYS = ['history_limit'] as const;

const SECRET_NAME = /token|secret|passw|private|credential|key|auth|cookie|signature|webhook|^url$/i;
const HARMLESS_NAME = /(?:_file|_url|_directory|_db|_path|_email|_id)$/i;

/** True for keys whose value must never be printed. */
export function isSecretName(key: string): boolean {
  return SECRET_NAME.test(key) && !HARMLESS_NAME.test(key);
}

/** True for keys whose value is a path, so that `~` is the home directory and `file:` no reference. */
export function isPathName(key: string): boolean {
  return /(?:^|_)(?:file|textfile|db|directory|path|dir)$/i.test(key);
}

/** The keys a schema knows at its top; empty where it is no object. */
export function schemaKeys(schema: z.ZodType): readonly string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodPipe) return schemaKeys(schema.in as z.ZodType);
  return [];
}

/** Every known key by the places it belongs to: `city_db` to `analysis.geoip`. */
export type KeyPlaces = ReadonlyMap<string, readonly string[]>;

export function keyPlaces(modules: { sources: readonly ModuleEntry[]; notifiers: readonly ModuleEntry[] }): KeyPlaces {
  const places = new Map<string, string[]>();
  const add = (place: string, keys: Iterable<string>) => {
    for (const key of keys) places.set(key, [...(places.get(key) ?? []), place]);
  };
  add('', SECTIONS);
  add('persistence', schemaKeys(persistenceSchema));
  add('metrics', schemaKeys(metricsSchema));
  add('analysis', analysisKeys);
  add('analysis.geoip', schemaKeys(geoipSchema));
  add('analysis.networks', ['trusted', ...NETWORK_KINDS]);
  for (const { name, configSchema } of modules.sources) {
    add(`pollers.${name}`, schemaKeys(configSchema));
    add(`analysis.${name}`, USER_KEYS);
  }
  for (const { name, configSchema } of modules.notifiers) add(`notifiers.${name}`, schemaKeys(configSchema));
  return places;
}

/** A key as it may be printed; null for one that is long or looks random: it may be a secret in the wrong place. */
export function keyForPrint(key: string): string | null {
  if (!/^[\w.@+-]{1,32}$/.test(key)) return null;
  const random = key.length > 8 && /\d/.test(key) && /[a-z]/.test(key) && /[A-Z]/.test(key);
  return random ? null : key;
}
