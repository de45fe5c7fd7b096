// Mistakes as a person reads them: file:line:column, what is wrong, the offending line and a caret under the spot.
// The line is shown without secrets: where the tree is sound, values of keys not known to be harmless are masked;
// where the YAML is broken, whole lines are, unless their key is known to be harmless.

import { nearest } from '../domain/near.ts';
import { displayWidth, printable } from '../domain/text.ts';
import { MASK, redact } from '../platform/redact.ts';
import { isSecretName, type KeyPlaces, keyForPrint } from './keys.ts';
import type { Problem } from './syntax.ts';
import type { Node, Tree } from './tree.ts';

const LINE_COLUMNS = 100;
const MAX_SHOWN = 50;

interface Range {
  readonly start: number;
  readonly end: number;
}

/** All problems, by their place in the file, as the lines of one message. */
export function showProblems(
  problems: readonly Problem[],
  { file, text, tree, places }: { file: string; text: string; tree: Tree; places: KeyPlaces },
): string {
  const hidden = tree.root === null || !tree.sound ? null : hiddenRanges(tree.root, places);
  const ordered = unique(problems.toSorted((a, b) => a.offset - b.offset));
  const blocks = ordered.slice(0, MAX_SHOWN).map((problem) => {
    const start = text.lastIndexOf('\n', problem.offset - 1) + 1;
    const stop = text.indexOf('\n', start);
    const line: Range = { start, end: stop < 0 ? text.length : stop };
    const number = text.slice(0, start).split('\n').length;
    const column = [...text.slice(start, problem.offset)].length + 1;
    const head = `${file}:${number}:${column}: ${redact(problem.message)}`;
    if (text.slice(line.start, line.end).trim() === '') return head;
    const { shown, caret } = hidden
      ? maskRanges(text, { line, hidden, offset: problem.offset })
      : maskWhole(text, { line, places, offset: problem.offset });
    return `${head}\n${quoteLine(shown, { caret, number })}`;
  });
  const more = ordered.length - blocks.length;
  if (more > 0) blocks.push(`… and ${more} more`);
  return blocks.join('\n');
}

function unique(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ offset, message }) => {
    const name = `${offset} ${message}`;
    return !seen.has(name) && seen.add(name);
  });
}

function quoteLine(shown: string, { caret, number }: { caret: number; number: number }): string {
  const gutter = String(number).padStart(5);
  // A long line is shown around the spot.
  const from = caret > LINE_COLUMNS - 20 ? caret - 40 : 0;
  const before = `${from > 0 ? '…' : ''}${printable(shown.slice(from, caret))}`;
  const line = printable(`${from > 0 ? '…' : ''}${shown.slice(from).trimEnd()}`, { max: LINE_COLUMNS });
  return `${gutter} | ${line}\n${' '.repeat(gutter.length)} | ${' '.repeat(displayWidth(before))}^`;
}

/** Values that may be secrets: all but those of known, harmless keys and of `user_map`. */
function hiddenRanges(root: Node, places: KeyPlaces): readonly Range[] {
  const hidden: Range[] = [];
  const visit = (node: Node, open: boolean | 'map'): void => {
    if (node.kind === 'list') for (const item of node.items) visit(item, open);
    else if (node.kind === 'scalar') {
      if (open === false && node.end > node.start) hidden.push({ start: node.start, end: node.end });
    } else {
      for (const { key, keyStart, keyEnd, value } of node.entries.values()) {
        if (open !== 'map' && isOddKey(key, { value, places })) hidden.push({ start: keyStart, end: keyEnd });
        visit(value, open === 'map' ? 'map' : key === 'user_map' ? 'map' : isHarmless(key, places));
      }
    }
  };
  visit(root, false);
  return hidden;
}

/** A key that may be a secret, or, with nothing behind it, the rest of one that a comma cut in two. */
function isOddKey(key: string, { value, places }: { value: Node; places: KeyPlaces }): boolean {
  if (keyForPrint(key) === null) return true;
  const bare = value.kind === 'scalar' && value.value === null;
  return bare && !places.has(key) && nearest(key, places.keys()) === null;
}

function isHarmless(key: string, places: KeyPlaces): boolean {
  return places.has(key) && !isSecretName(key);
}

/** Masks parts of a line; what is no part of the tree is punctuation or a comment, and comments go. */
function maskRanges(
  text: string,
  { line, hidden, offset }: { line: Range; hidden: readonly Range[]; offset: number },
): { shown: string; caret: number } {
  let shown = '';
  let caret = -1;
  let at = line.start;
  const take = (end: number) => {
    if (caret < 0 && offset < end) caret = shown.length + Math.max(0, offset - at);
    shown += text.slice(at, end);
    at = end;
  };
  for (const range of [...hidden, ...anchors(text, line)].toSorted((a, b) => a.start - b.start)) {
    if (range.end <= at || range.start >= line.end) continue;
    take(Math.max(at, range.start));
    if (caret < 0 && offset < range.end) caret = shown.length;
    shown += MASK;
    at = Math.min(range.end, line.end);
  }
  take(line.end);
  const plain = redact(shown.replace(/(^|\s)#.*$/, '$1'));
  return { shown: plain, caret: Math.min(caret < 0 ? plain.length : caret, plain.length) };
}

/** Names of anchors and aliases: a secret that begins with & or * looks like one. */
function anchors(text: string, line: Range): readonly Range[] {
  return [...text.slice(line.start, line.end).matchAll(/(?<=^|[\s:,[{])[&*][^\s,[\]{}]+/g)].map((match) => ({
    start: line.start + match.index,
    end: line.start + match.index + match[0].length,
  }));
}

/** Without a tree: the line if its key, or the key above it, is harmless; else its indentation, its key and a mask. */
function maskWhole(
  text: string,
  { line, places, offset }: { line: Range; places: KeyPlaces; offset: number },
): { shown: string; caret: number } {
  const raw = text.slice(line.start, line.end);
  const caret = offset - line.start;
  const [, indent = '', key = null, rest = ''] =
    /^([\s-]*)(?:["']?([\w.-]{1,40})["']?\s*:(?=\s|$))?(.*)$/s.exec(raw) ?? [];
  const wordless = !/[\p{L}\p{N}]/u.test(rest);
  const word = /^[\w-]+/.exec(rest)?.[0] ?? '';
  const harmless =
    key === null ? isHarmless(word, places) && /^\S+\s+\S{1,20}\s*$/.test(rest) : isHarmless(key, places);
  if (wordless || (harmless && !/[{[&*!#]/.test(rest) && !secretWord(rest))) return { shown: redact(raw), caret };
  const head = key === null ? indent : raw.slice(0, raw.length - rest.length);
  const shown = `${head}${key === null || head.endsWith(' ') ? '' : ' '}${MASK}`;
  return { shown, caret: Math.min(caret, shown.length - MASK.length) };
}

function secretWord(rest: string): boolean {
  return rest.split(/[^\w-]+/).some(isSecretName);
}
