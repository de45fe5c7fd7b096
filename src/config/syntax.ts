// What the YAML parser complains of, in words a person can act on. Never repeats text of the file: it may be a secret.

import { type Document, isCollection, isPair, isScalar, type YAMLError } from 'yaml';

/** A mistake and where it stands, as an offset into the text. */
export interface Problem {
  readonly offset: number;
  readonly message: string;
}

const WORDS: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  ALIAS_PROPS: 'An alias (*name) cannot carry a tag or an anchor',
  BAD_ALIAS: 'A value that begins with * or & needs quotes around it',
  BAD_COLLECTION_TYPE: 'Tags (!name) are not taken: put quotes around a value that begins with !',
  BAD_DIRECTIVE: 'A line that begins with % is a YAML directive: put quotes around the value',
  BAD_DQ_ESCAPE: 'Unknown escape behind \\ in double quotes: use single quotes',
  BAD_INDENT: 'The indentation does not fit, or a closing bracket is missing',
  BAD_PROP_ORDER: 'Tags and anchors must stand before the value',
  BAD_SCALAR_START: 'A value that begins with one of @ ` % | > needs quotes around it',
  BLOCK_AS_IMPLICIT_KEY: 'A second key on one line: begin a new line, or put quotes around a value that holds ": "',
  BLOCK_IN_FLOW: 'Inside { } and [ ] only the bracket style is possible',
  DUPLICATE_KEY: 'This key is given twice',
  KEY_OVER_1024_CHARS: 'A key is longer than 1,024 characters',
  MULTILINE_IMPLICIT_KEY: 'No colon and blank behind the key, or the indentation does not fit',
  MULTIPLE_ANCHORS: 'A value can carry one anchor only',
  MULTIPLE_DOCS: 'A second YAML document begins here (---): a config is one document',
  MULTIPLE_TAGS: 'A value can carry one tag only',
  NON_STRING_KEY: 'A key must be plain text',
  RESOURCE_EXHAUSTION: 'This is nested too deeply',
  TAB_AS_INDENT: 'Tabs cannot indent YAML: use blanks',
  TAG_RESOLVE_FAILED: 'Tags (!name) are not taken: put quotes around a value that begins with !',
  UNEXPECTED_TOKEN: 'This does not belong here: look for a missing quote, bracket or blank on the way',
};

export function syntaxProblem(
  error: YAMLError,
  { text, document }: { text: string; document: Document.Parsed },
): Problem {
  const quote = error.code === 'MISSING_CHAR' ? (/(["'])quote/.exec(error.message)?.[1] ?? null) : null;
  const offset = (quote === null ? null : openQuote(document, error.pos[0])) ?? error.pos[0];
  const words =
    quote === null ? (missing(error) ?? WORDS[error.code] ?? 'This is not YAML') : `This ${quote} is never closed`;
  return { offset: Math.min(Math.max(0, offset), text.length), message: words };
}

/** The parser complains where the file ends; the reader wants to know where the quote began. */
function openQuote(document: Document.Parsed, end: number): number | null {
  let start: number | null = null;
  // By hand: the library's `visit` copies the way to every node, which deep nesting makes endless.
  const open: unknown[] = [document.contents];
  while (open.length > 0) {
    const node = open.pop();
    if (isCollection(node)) for (const item of node.items) open.push(item);
    else if (isPair(node)) open.push(node.key, node.value);
    else if (isScalar(node) && /^QUOTE_/.test(node.type ?? '')) {
      const { range } = node;
      if (range && range[0] < end && range[2] >= end - 1) start = Math.max(start ?? 0, range[0]);
    }
  }
  return start;
}

/** MISSING_CHAR says what is missing in its message only. */
function missing(error: YAMLError): string | null {
  if (error.code !== 'MISSING_CHAR') return null;
  if (/directives-end/.test(error.message)) return WORDS.BAD_DIRECTIVE ?? null;
  return 'A blank, comma or bracket is missing';
}
