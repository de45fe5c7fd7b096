// The directories a config wants written, of the store and of metrics, read leniently: tokens it names may be unknown where units are written.

import { dirname, resolve } from 'node:path';
import { expandHome } from '../platform/paths.ts';
import { type Node, parseTree } from './tree.ts';

/** `persistence.path`'s directory or `log_directory`; null where neither is given, or as a `${NAME}`. */
export function storeDirectory(text: string, { home, cwd }: { home: string; cwd: string }): string | null {
  const section = member(parseTree(text).root, 'persistence');
  const logs = word(member(section, 'log_directory'));
  if (logs !== null) return resolve(cwd, expandHome(logs, home));
  const path = word(member(section, 'path'));
  return path === null ? null : dirname(resolve(cwd, expandHome(path, home)));
}

/** Directory of `metrics.textfile`; null where there is none, or as a `${NAME}`. */
export function metricsDirectory(text: string, { home, cwd }: { home: string; cwd: string }): string | null {
  const path = word(member(member(parseTree(text).root, 'metrics'), 'textfile'));
  return path === null ? null : dirname(resolve(cwd, expandHome(path, home)));
}

function member(node: Node | null, key: string): Node | null {
  return node?.kind === 'map' ? (node.entries.get(key)?.value ?? null) : null;
}

function word(node: Node | null): string | null {
  const text = node?.kind === 'scalar' && node.value !== null ? node.text.trim() : '';
  return text === '' || text.includes('${') ? null : text;
}
