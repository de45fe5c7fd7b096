// Cuts a file in which each line is a record of its own; a broken line costs itself alone.

import { type Piece, type Splitter, tooLongText } from './piece.ts';

const LF = 10;

export function createLineSplitter(longest: number, firstLine = 1): Splitter {
  const decoder = new TextDecoder();
  let line = firstLine;
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
