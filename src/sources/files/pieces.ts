// Text files cut into the texts of single records, with bounded memory, whatever the file's size.
// Lines where each line is JSON by itself, which also resynchronise after a broken one; otherwise a document: a list, or
// an answer of an API, or values printed over several lines.

import { createDocumentSplitter } from './document.ts';
import { type Piece, type Splitter, tooLongText } from './piece.ts';

/** Longest record taken; longer ones are refused, not kept in memory. */
export const LONGEST_RECORD_BYTES = 32 * 1024 * 1024;
const HEAD_BYTES = 1024 * 1024;
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
    const list = /"(?:items|activities|logins|signins)"\s*:\s*\[/;
    return text[start] === '[' || (text[start] === '{' && list.test(text.slice(start, start + 65_536)))
      ? 'document'
      : 'lines';
  }
  const line = text.slice(start, end < 0 ? undefined : end).trim();
  if (!line.startsWith('[') && !/^\{(?:.*[[{,:])?$/s.test(line)) return 'lines';
  try {
    JSON.parse(line);
    return 'lines';
  } catch {
    return 'document';
  }
}

function createLineSplitter(longest: number): Splitter {
  const decoder = new TextDecoder();
  let line = 1;
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let tooLong = false;

  function take(bytes: Uint8Array): Piece[] {
    const pieces: Piece[] = [];
    for (const text of decoder.decode(bytes).split('\n')) {
      const trimmed = bare(text);
      if (trimmed !== '') pieces.push({ line, text: trimmed, problem: null });
      line += 1;
    }
    return pieces;
  }

  function hold(bytes: Uint8Array): void {
    heldBytes += bytes.byteLength;
    if (heldBytes > longest) tooLong = true;
    // Of a line too long only the beginning is kept, to show it.
    if (!tooLong) held.push(bytes.slice());
    else held = held.slice(0, 1);
  }

  function release(bytes: Uint8Array): Piece[] {
    hold(bytes);
    const parts = held;
    const whole = tooLong ? null : parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    tooLong = false;
    heldBytes = 0;
    held = [];
    if (whole !== null) return take(whole);
    line += 1;
    return [{ line: line - 1, text: decoder.decode(parts[0]?.subarray(0, 1000)), problem: tooLongText(longest) }];
  }

  return {
    push(chunk) {
      const first = chunk.indexOf(LF);
      if (first < 0) {
        hold(chunk);
        return [];
      }
      const pieces = release(chunk.subarray(0, first));
      const last = chunk.lastIndexOf(LF);
      if (last > first) for (const piece of take(chunk.subarray(first + 1, last))) pieces.push(piece);
      if (last + 1 < chunk.byteLength) hold(chunk.subarray(last + 1));
      return pieces;
    },
    end: () => (heldBytes > 0 ? release(new Uint8Array(0)) : []),
  };
}

/** Without blanks, byte order mark and NULs around it: NULs are what a crash leaves at the end of a file. */
function bare(text: string): string {
  const trimmed = text.trim();
  return trimmed.includes('\0') ? trimmed.replace(/^[\s\0]+|[\s\0]+$/g, '') : trimmed;
}
