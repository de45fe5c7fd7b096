// The files a config names that hold secrets, read leniently: a unit must pass them on to a service that may not read them.

import { resolve } from 'node:path';
import { expandHome } from '../platform/paths.ts';
import { type Node, parseTree } from './tree.ts';

/** Paths behind `file:` and behind keys that end in `_file`, absolute, in the order of the config; none with a `${NAME}`. */
export function namedFiles(text: string, options: { home: string; cwd: string; directory: string }): readonly string[] {
  const { home, cwd, directory } = options;
  const found = new Set<string>();
  const walk = (node: Node, key: string) => {
    if (node.kind === 'map') for (const entry of node.entries.values()) walk(entry.value, entry.key);
    if (node.kind === 'list') for (const item of node.items) walk(item, key);
    if (node.kind !== 'scalar' || node.value === null || node.text.includes('${')) return;
    const word = node.text.trim();
    const reference = word.startsWith('file:') ? word.slice('file:'.length).replace(/^\/\/(?=\/)/, '') : null;
    if (reference !== null && reference !== '') found.add(resolve(directory, expandHome(reference, home)));
    else if (key.endsWith('_file') && word !== '') found.add(resolve(cwd, expandHome(word, home)));
  };
  const { root } = parseTree(text);
  for (const part of ['pollers', 'notifiers']) {
    const section = root?.kind === 'map' ? root.entries.get(part)?.value : undefined;
    if (section) walk(section, part);
  }
  return [...found];
}
