// Cuts a JSON document of any size into the texts of its records without parsing it: elements of a top-level list, of a
// list inside an API's answer (`{"items": [...]}`), or whole top-level objects. Counts brackets outside of strings.

import { ENVELOPES } from './formats.ts';
import { type Piece, type Splitter, tooLongText } from './piece.ts';

const LF = 10;
const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const OPEN = new Set([91, 123]);
const CLOSE = new Set([93, 125]);
const LIST = 91;
const LONGEST_KEY = 32;

export function createDocumentSplitter(longest: number): Splitter {
  const decoder = new TextDecoder();
  let line = 1;
  let depth = 0;
  /** Depth at which records stand: 0 between top-level values, 1 in a list, 2 in the list of an answer. */
  let recordDepth = 0;
  /** Inside the rest of an answer, beside its list. */
  let beside = false;
  let inString = false;
  let escaped = false;
  /** The last text at depth 1: where a list opens there, it is the list's key. */
  let key = '';
  let capturing = false;
  let startLine = 1;
  let parts: Uint8Array[] = [];
  let size = 0;
  let out: Piece[] = [];

  function keep(bytes: Uint8Array): void {
    size += bytes.byteLength;
    if (size <= longest) parts.push(bytes.slice());
    else parts = parts.slice(0, 1);
  }

  function drop(): void {
    capturing = false;
    parts = [];
    size = 0;
  }

  function emit(): void {
    const problem = size > longest ? tooLongText(longest) : null;
    const bytes = problem === null ? Buffer.concat(parts) : (parts[0]?.subarray(0, 1000) ?? new Uint8Array(0));
    const text = decoder.decode(bytes).trim();
    if (text !== '' || problem !== null) out.push({ line: startLine, text, problem });
    drop();
  }

  function push(chunk: Uint8Array): Piece[] {
    out = [];
    let from = 0;
    for (let i = 0; i < chunk.byteLength; i++) {
      const c = chunk[i]!;
      if (c === LF) line += 1;
      if (inString) {
        if (escaped) escaped = false;
        else if (c === BACKSLASH) escaped = true;
        else if (c === QUOTE) inString = false;
        if (inString && depth === 1 && recordDepth === 0 && key.length < LONGEST_KEY) key += String.fromCharCode(c);
        continue;
      }
      if (c <= 32 || c === COMMA || c === COLON) {
        // A bare word or number ends here; whoever parses it refuses it.
        if (capturing && depth === recordDepth) {
          keep(chunk.subarray(from, i));
          emit();
        }
        continue;
      }
      if (CLOSE.has(c)) {
        if (capturing && depth === recordDepth) {
          keep(chunk.subarray(from, i));
          emit();
        }
        depth -= 1;
        if (depth < 0) {
          out.push({ line, text: String.fromCharCode(c), problem: 'a bracket closes that was never opened' });
          depth = 0;
        } else if (capturing && depth === recordDepth) {
          keep(chunk.subarray(from, i + 1));
          emit();
        } else if (!capturing && depth < recordDepth) {
          beside = recordDepth === 2;
          recordDepth = 0;
        }
        if (depth === 0) beside = false;
        continue;
      }
      const opensList = c === LIST && recordDepth === 0;
      if (opensList && depth === 1 && (ENVELOPES as readonly string[]).includes(key)) {
        drop();
        depth = recordDepth = 2;
        continue;
      }
      if (opensList && depth === 0 && !capturing) {
        depth = recordDepth = 1;
        continue;
      }
      if (!capturing && depth === recordDepth && !beside) {
        capturing = true;
        startLine = line;
        from = i;
      }
      if (c === QUOTE) {
        inString = true;
        key = '';
      } else if (OPEN.has(c)) depth += 1;
    }
    if (capturing) keep(chunk.subarray(from));
    return out;
  }

  return {
    push,
    end(): Piece[] {
      out = [];
      if (capturing && depth === recordDepth && !inString) emit();
      else if (capturing) {
        const text = decoder.decode((parts[0] ?? new Uint8Array(0)).subarray(0, 1000));
        out.push({ line: startLine, text, problem: 'the file ends in the middle of it' });
      } else if (depth > 0) {
        out.push({ line, text: '', problem: 'the file ends before its closing bracket: it may lack records' });
      }
      return out;
    },
  };
}
