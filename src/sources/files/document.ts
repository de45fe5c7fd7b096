// Cuts a JSON document of any size into the texts of its records without parsing it: elements of a top-level list, of a
// list inside an API's answer (`{"items": [...]}`), or whole top-level objects. Counts brackets outside of strings.
// A record that never closes ends where the next one plainly begins: at a line that is a whole record by itself, or at
// a `{` as far left as its own. Where that shows a file of lines, the rest is read as lines.

import { isObject } from '../values.ts';
import { ENVELOPES, recognise } from './formats.ts';
import { createLineSplitter } from './lines.ts';
import { parseJson } from './parse.ts';
import { type Piece, type Splitter, tooLongText } from './piece.ts';

const LF = 10;
const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const OPEN = new Set([91, 123]);
const CLOSE = new Set([93, 125]);
const LIST = 91;
const BRACE = 123;
const LONGEST_KEY = 32;
/** Longer lines are not tried as records by themselves. */
const LONGEST_PROBE = 1024 * 1024;
const SHOWN_BYTES = 1000;
const TORN = 'it is not JSON: it is broken or cut off';

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
  /** Blanks before the first sign of this line; null once that was seen. */
  let indent: number | null = 0;
  /** Of the line the record begins; null where it is not the first on it. */
  let recordIndent: number | null = null;
  /** Whether the record's second line is further right, as printers do; null before it. */
  let indented: boolean | null = null;
  /** The line a list or answer opened on. */
  let listLine = 0;
  /** A line inside a record that may be a record by itself: its bytes of earlier chunks. */
  let probe: Uint8Array[] | null = null;
  let probeBytes = 0;
  let probeFrom = 0;
  let lineIndent = 0;
  let firstAt = false;
  let rest: Splitter | null = null;

  function keep(bytes: Uint8Array): void {
    size += bytes.byteLength;
    if (size <= longest) parts.push(bytes.slice());
    else parts = parts.slice(0, 1);
  }

  function drop(): void {
    capturing = false;
    probe = null;
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

  /** Of the open record, without joining all of what may be 32 MB. */
  function beginning(unseen: Uint8Array, most: number): string {
    const first: Uint8Array[] = [];
    let bytes = 0;
    for (const part of [...parts, unseen]) {
      if (bytes >= most) break;
      first.push(part.subarray(0, most - bytes));
      bytes += part.byteLength;
    }
    return decoder.decode(Buffer.concat(first));
  }

  /** Hands back the open record as torn; `unseen` is what of it was not kept yet. */
  function tear(unseen: Uint8Array): void {
    const text = beginning(unseen, SHOWN_BYTES).split('\n', 1)[0] ?? '';
    const swallowed = line - startLine;
    out.push({ line: startLine, text, problem: swallowed > 1 ? `${TORN} (${swallowed} lines)` : TORN });
    drop();
    depth = recordDepth;
    key = '';
  }

  /** The record on the probed line, if it is one. */
  function probed(tail: Uint8Array): { text: string; comma: boolean } | null {
    if (probe === null) return null;
    const whole = decoder.decode(Buffer.concat([...probe, tail])).trim();
    const comma = whole.endsWith(',');
    const text = comma ? whole.slice(0, -1).trimEnd() : whole;
    return text.endsWith('}') && isWholeRecord(text) ? { text, comma } : null;
  }

  /** True where the line just read is a record and the open one before it was handed back as torn. */
  function resynchronise(tail: Uint8Array, unseen: Uint8Array): 'lines' | 'document' | null {
    const found = probed(tail);
    probe = null;
    if (found === null) return null;
    // The pages of a list of answers hold records, each on a line of its own, rightly.
    const open = beginning(unseen, 65_536);
    if (holdsList(open) || (open.startsWith('[') && startLine !== listLine)) return null;
    const asLines = !found.comma && (recordDepth === 0 || startLine === listLine);
    tear(unseen);
    out.push({ line, text: found.text, problem: null });
    return asLines ? 'lines' : 'document';
  }

  function push(chunk: Uint8Array): Piece[] {
    if (rest !== null) return rest.push(chunk);
    out = [];
    let from = 0;
    probeFrom = 0;
    for (let i = 0; i < chunk.byteLength; i++) {
      const c = chunk[i]!;
      if (c === LF) {
        // No JSON text holds a raw line end: whatever string was open is torn.
        inString = escaped = false;
        const kind = probe === null ? null : resynchronise(chunk.subarray(probeFrom, i), chunk.subarray(from, i));
        line += 1;
        indent = 0;
        if (kind === 'lines') {
          rest = createLineSplitter(longest, line);
          return [...out, ...rest.push(chunk.subarray(i + 1))];
        }
        if (kind === 'document') continue;
      } else if (indent !== null) {
        if (c <= 32) indent += 1;
        else {
          if (capturing && depth > recordDepth && line > startLine) {
            if (c === BRACE && indented === true && indent === recordIndent) tear(chunk.subarray(from, i));
            else if (c === BRACE) {
              probe = [];
              probeBytes = 0;
              probeFrom = i;
            }
            indented ??= recordIndent !== null && indent > recordIndent;
          }
          lineIndent = indent;
          indent = null;
          firstAt = true;
        }
      }
      const first = firstAt;
      firstAt = false;
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
        listLine = line;
        continue;
      }
      if (opensList && depth === 0 && !capturing) {
        depth = recordDepth = 1;
        listLine = line;
        continue;
      }
      if (!capturing && depth === recordDepth && !beside) {
        capturing = true;
        startLine = line;
        recordIndent = first ? lineIndent : null;
        indented = null;
        from = i;
      }
      if (c === QUOTE) {
        inString = true;
        key = '';
      } else if (OPEN.has(c)) depth += 1;
    }
    if (probe !== null) {
      probeBytes += chunk.byteLength - probeFrom;
      if (probeBytes > LONGEST_PROBE) probe = null;
      else probe.push(chunk.slice(probeFrom));
    }
    if (capturing) keep(chunk.subarray(from));
    return out;
  }

  return {
    push,
    end(): Piece[] {
      if (rest !== null) return rest.end();
      out = [];
      const nothing = new Uint8Array(0);
      if (probe !== null && resynchronise(nothing, nothing) === 'lines') return out;
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

function isWholeRecord(text: string): boolean {
  const parsed = parseJson(text);
  if ('reason' in parsed || !isObject(parsed.value)) return false;
  const { value } = parsed;
  return recognise(value) !== null || ENVELOPES.some((name) => Array.isArray(value[name]));
}

function holdsList(text: string): boolean {
  return ENVELOPES.some((name) => new RegExp(`"${name}"\\s*:\\s*\\[`).test(text));
}
