// Finds, reads and checks the config. Every mistake in it comes at once, in one UsageError that main.ts prints.

import { dirname, isAbsolute, resolve } from 'node:path';
import { nearest } from '../domain/near.ts';
import type { Env } from '../platform/env.ts';
import { BusybodyError, UsageError } from '../platform/errors.ts';
import { exists, isRegularFile, passedFile, quote, readableByOthers, readText } from '../platform/files.ts';
import { configCandidates, defaultStorePath, expandHome } from '../platform/paths.ts';
import { readAnalysis } from './analysis.ts';
import { type Config, DEFAULT_ALERT_BUDGET, type ModuleEntry } from './config.ts';
import { keyPlaces, LEGACY_KEYS, SECTIONS } from './keys.ts';
import { readMetrics } from './metrics.ts';
import { readModules, readPersistence } from './modules.ts';
import { topSchema } from './schema.ts';
import { showProblems } from './show.ts';
import type { Problem } from './syntax.ts';
import { type Node, parseTree } from './tree.ts';
import { unknownKey, type ValidateContext, validate } from './validate.ts';

export interface LoadOptions {
  /** As given with `--config`; absent: the search order. */
  readonly path?: string;
  readonly home: string;
  readonly cwd: string;
  readonly env: Env;
  readonly isRoot: boolean;
  /** The registries. */
  readonly sources: readonly ModuleEntry[];
  readonly notifiers: readonly ModuleEntry[];
  /** Default: the file system. */
  readonly isWritableDirectory?: (path: string) => boolean;
}

export interface Loaded {
  readonly config: Config;
  /** One line each, to be logged; none of them stops anything. */
  readonly warnings: readonly string[];
}

const MAX_BYTES = 4 * 1024 * 1024;

/**
 * The config of `--config`, `~/.config/busybody/config.yml` or `./config.yml`.
 * @throws UsageError E_CONFIG_MISSING, E_CONFIG_READ or E_CONFIG_INVALID.
 */
export function loadConfig(options: LoadOptions): Loaded {
  const file = findConfig(options);
  if (file !== null) return readConfig(file, options);
  const places = configCandidates(options).join(' nor ');
  throw new UsageError('E_CONFIG_MISSING', `Cannot find a config: neither ${places} exists`, {
    hints: ['busybody init'],
  });
}

/** The same, for commands that need no config: the default one where none is found. A `--config` that is missing is a mistake still. */
export function loadConfigOrDefault(options: LoadOptions): Loaded {
  const file = findConfig(options);
  return file === null ? { config: defaultConfig(options), warnings: [] } : readConfig(file, options);
}

/** Nothing polled, everything analysed, nobody notified. */
export function defaultConfig(options: LoadOptions): Config {
  return {
    file: null,
    persistence: { module: 'sqlite', path: defaultStorePath(options), retentionMs: null },
    pollers: [],
    notifiers: [],
    analysis: { sources: null, historyLimitMs: null, alertBudget: DEFAULT_ALERT_BUDGET, networks: {}, geoip: {} },
    metrics: { textfile: null },
    users: new Map(),
  };
}

function findConfig(options: LoadOptions): string | null {
  const { path, home, cwd } = options;
  if (path === undefined) return configCandidates(options).find(exists) ?? null;
  const file = resolve(cwd, expandHome(path, home));
  if (exists(passedFile(file, options.env))) return isAbsolute(path) || path.startsWith('~') ? file : path;
  throw new UsageError('E_CONFIG_MISSING', `Cannot find the config: there is no such file: ${path}`, {
    hints: [`busybody init --config ${quote(path)}`, `ls -l ${quote(dirname(file))}`],
  });
}

function readConfig(file: string, options: LoadOptions): Loaded {
  const path = resolve(options.cwd, file);
  let text: string;
  try {
    text = readText(passedFile(path, options.env), { what: 'config', maxBytes: MAX_BYTES });
  } catch (error) {
    if (!(error instanceof BusybodyError)) throw error;
    throw new UsageError('E_CONFIG_READ', error.message, { hints: error.hints, cause: error.cause });
  }
  const { config, warnings, literalSecrets } = parseConfig(text, { ...options, file });
  if (!literalSecrets || !readableByOthers(path)) return { config, warnings };
  const advice = `${file} holds secrets and can be read by others; mend it with: chmod 600 ${quote(file)}`;
  return { config, warnings: [advice, ...warnings] };
}

/**
 * Checks the text of a config.
 * @throws UsageError E_CONFIG_INVALID listing every mistake with file, line and column.
 */
export function parseConfig(
  text: string,
  options: LoadOptions & { file: string },
): Loaded & { readonly literalSecrets: boolean } {
  const { file, env, home, cwd } = options;
  const places = keyPlaces(options);
  const tree = parseTree(text);
  const problems: Problem[] = [...tree.problems];
  const warnings: string[] = [];
  let literalSecrets = false;
  const context: ValidateContext = {
    problems,
    warnings,
    places,
    secrets: { env, home, directory: dirname(resolve(cwd, file)) },
    onLiteralSecret: () => {
      literalSecrets = true;
    },
  };
  const config = tree.sound ? readTree(tree.root, { options, context, file }) : null;
  if (problems.length === 0 && config !== null) return { config, warnings: [...new Set(warnings)], literalSecrets };
  const count = problems.length === 1 ? 'it holds a mistake' : `it holds ${problems.length} mistakes`;
  const shown = showProblems(problems, { file, text, tree, places });
  const first = problems.reduce((least, { offset }) => Math.min(least, offset), text.length);
  const line = text.slice(0, first).split('\n').length;
  throw new UsageError('E_CONFIG_INVALID', `Cannot read config: ${count}\n${shown}`, {
    hints: isEditable(resolve(cwd, file)) ? [`\${EDITOR:-vi} +${line} ${quote(file)}`] : [],
  });
}

/** False for what came through a pipe. */
function isEditable(path: string): boolean {
  return !exists(path) || isRegularFile(path);
}

function readTree(
  root: Node | null,
  { options, context, file }: { options: LoadOptions; context: ValidateContext; file: string },
): Config | null {
  if (root === null || (root.kind === 'scalar' && root.value === null)) return { ...defaultConfig(options), file };
  if (root.kind !== 'map') {
    const kind = root.kind === 'list' ? 'a list' : 'plain text';
    const message = `A config is a mapping of ${SECTIONS.join(', ')}, but this is ${kind}`;
    context.problems.push({ offset: root.start, message });
    return null;
  }
  const known = [...SECTIONS, ...LEGACY_KEYS];
  for (const { key, keyStart } of root.entries.values()) {
    if (known.some((name) => name === key)) continue;
    const near = nearest(key, known);
    const message = unknownKey(key, { path: '', known: near === null ? SECTIONS : [near], places: context.places });
    context.problems.push({ offset: keyStart, message });
  }
  const section = (name: (typeof SECTIONS)[number]) => root.entries.get(name);
  const top = validate(
    topSchema,
    {
      path: '',
      offset: 0,
      node: root,
      skip: new Set([...root.entries.keys()].filter((key) => key !== 'history_limit')),
    },
    context,
  );
  const pollers = readModules(section('pollers'), { path: 'pollers', modules: options.sources, context });
  const notifiers = readModules(section('notifiers'), { path: 'notifiers', modules: options.notifiers, context });
  const persistence = readPersistence(section('persistence'), {
    context,
    defaultPath: () => defaultStorePath(options),
  });
  const analysis = readAnalysis(section('analysis'), {
    context,
    sources: options.sources.map(({ name }) => name),
    pollers: section('pollers'),
    polled: pollers.map(({ name }) => name),
    historyLimitMs: top?.output.history_limit ?? null,
  });
  const metrics = readMetrics(section('metrics'), { context });
  if (persistence === null || analysis === null || metrics === null) return null;
  return { file, persistence, pollers, notifiers, analysis: analysis.config, metrics, users: analysis.users };
}
