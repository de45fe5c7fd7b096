// Text files cut into the texts of single records, with bounded memory, whatever the file's size.
// Lines where each line is JSON by itself, which also resynchronise after a broken one; otherwise a document: a list, or
// an answer of an API, or values printed over several lines.

import { createDocumentSplitter } from './document.ts';
import { createLineSplitter } from './lines.ts';
import type { Piece, Splitter } from './piece.ts';

/** Longest record taken; longer ones are refused, not kept in memory. */
export const LONGEST_RECORD_BYTES = 32 * 1024 * 1024;
const HEAD_BYTES = 1024 * 1024;
const ANSWER_LIST = /"(?:items|activities|logins|signins)"\s*:\s*\[/;
const LF = 10;

export async function* piecesOf(
  chunks: AsyncIterable<Uint8Array>,
  longest = LONGEST_RECORD_BYTES,
): AsyncGenerator<Piece[]> {
  const splitter: { current: Splitter | null } = { current: null };
  let head: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    if (splitter.current !== null) {
      yield splitter.current.push(chunk);
      continue;
    }
    head.push(chunk);
    size += chunk.byteLength;
    const layout = size >= HEAD_BYTES || chunk.includes(LF) ? layoutOf(Buffer.concat(head), false) : null;
    if (layout === null && size < HEAD_BYTES) continue;
    splitter.current = splitterFor(layout ?? 'lines', longest);
    for (const part of head) yield splitter.current.push(part);
    head = [];
  }
  const last = splitter.current ?? splitterFor(layoutOf(Buffer.concat(head), true) ?? 'lines', longest);
  for (const part of head) yield last.push(part);
  yield last.end();
}

type Layout = 'lines' | 'document';

function splitterFor(layout: Layout, longest: number): Splitter {
  return layout === 'lines' ? createLineSplitter(longest) : createDocumentSplitter(longest);
}

/** By the first line that is not blank; null where there is none yet. */
function layoutOf(head: Uint8Array, ended: boolean): Layout | null {
  const text = new TextDecoder().decode(head);
  const start = text.search(/[^\s\0\u{feff}]/u);
  if (start < 0) return null;
  const end = text.indexOf('\n', start);
  if (end < 0 && !ended) {
    if (head.byteLength < HEAD_BYTES) return null;
    return text[start] === '[' || beginsAnswer(text.slice(start, start + 65_536)) ? 'document' : 'lines';
  }
  const line = text.slice(start, end < 0 ? undefined : end).trim();
  const open = line.startsWith('[') || /^\{(?:.*[[{,:])?$/s.test(line) || beginsAnswer(line.slice(0, 65_536));
  if (!open) return 'lines';
  try {
    JSON.parse(line);
    return 'lines';
  } catch {
    return 'document';
  }
}

function beginsAnswer(text: string): boolean {
  return text.startsWith('{') && ANSWER_LIST.test(text);
}
