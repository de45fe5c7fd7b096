// The config as the rest of busybody sees it: resolved, checked, defaults filled in, no YAML left.

import type { z } from 'zod';
import type { NetworkKind } from '../domain/enrichment.ts';

/** What the loader needs to know of a source or notifier: the registries' entries have this shape. */
export interface ModuleEntry {
  readonly name: string;
  readonly configSchema: z.ZodType;
}

/** A poller or notifier that is switched on. */
export interface ModuleConfig {
  readonly name: string;
  /** Its keys, secrets resolved, as its `configSchema` takes them (and has taken them); without `enabled`, `user_domain` and `user_map`. */
  readonly options: Readonly<Record<string, unknown>>;
}

export type PersistenceConfig =
  | { readonly module: 'sqlite'; readonly path: string; readonly retentionMs: number | null }
  | { readonly module: 'flatfile'; readonly logDirectory: string; readonly retentionMs: number | null };

/** Paths of databases; a key not given falls back to the embedded data. */
export interface GeoConfig {
  readonly cityDb?: string;
  readonly asnDb?: string;
  readonly anonymousDb?: string;
  readonly connectionDb?: string;
  readonly ispDb?: string;
}

export interface AnalysisConfig {
  /** Sources that are analysed; null: all of them. */
  readonly sources: readonly string[] | null;
  /** How far back analysis looks; null: everything stored. */
  readonly historyLimitMs: number | null;
  /** False alerts wished for at most, per 1,000 sign-ins. */
  readonly alertBudget: number;
  /** The company's own word on networks: blocks, AS numbers or names of owners, by kind. */
  readonly networks: Readonly<Partial<Record<NetworkKind | 'trusted', readonly string[]>>>;
  readonly geoip: GeoConfig;
}

export interface MetricsConfig {
  /** Where metrics are written for Prometheus; null: nowhere. */
  readonly textfile: string | null;
}

/** How the accounts of one source become users. */
export interface UserRules {
  /** Appended with `@` to names without one; null where none is set. */
  readonly domain: string | null;
  /** From a name, with or without the domain, to the user. */
  readonly map: ReadonlyMap<string, string>;
}

export interface Config {
  /** The file it was read from; null for the default config. */
  readonly file: string | null;
  readonly persistence: PersistenceConfig;
  readonly pollers: readonly ModuleConfig[];
  readonly notifiers: readonly ModuleConfig[];
  readonly analysis: AnalysisConfig;
  readonly metrics: MetricsConfig;
  /** By source; a source without rules is absent. */
  readonly users: ReadonlyMap<string, UserRules>;
}

export const DEFAULT_ALERT_BUDGET = 1;

/** True where sign-ins of this source are analysed: it is listed under `analysis`, or nothing is listed there. */
export function isAnalysed(config: Config, source: string): boolean {
  return config.analysis.sources === null || config.analysis.sources.includes(source);
}
