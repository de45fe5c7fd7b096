// Whether an output lets a hostile string act: one exact question for each kind of output, null where the answer is no.
// Written against the rules of the readers (terminals, RFC 4180, RFC 8259, Slack, HTML, Prometheus), not against our code.

/** Controls (the given line ends aside), format characters, separators, fillers and lone surrogates. */
const ACTIVE = /(?![\u{fe0e}\u{fe0f}\r\n])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** The first character of an output that could act on a terminal or hide from a reader, as `U+001B`; null where there is none. */
export function activeCharacter(output: string): string | null {
  const found = ACTIVE.exec(output);
  if (found === null) return null;
  return `U+${found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')} at ${found.index}`;
}

/** The same of bytes, which must be UTF-8 and hold no bare carriage return; CSV ends its records with CRLF. */
export function activeBytes(bytes: Uint8Array, { crlf = false }: { crlf?: boolean } = {}): string | null {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return 'no UTF-8';
  }
  return activeCharacter(text) ?? (/\r/.test(crlf ? text.replaceAll('\r\n', '') : text) ? 'a bare CR' : null);
}

/** RFC 8259 to the letter, one value a line: what `jq` or a strict parser would stumble over. */
export function badJsonLine(line: string): string | null {
  if (!line.endsWith('\n') || line.slice(0, -1).includes('\n')) return 'not one line';
  const active = activeCharacter(line);
  if (active !== null) return active;
  try {
    JSON.parse(line);
  } catch (error) {
    return String(error);
  }
  // A lone surrogate may be written as an escape, which JSON.parse takes and others refuse.
  for (const [, before, unit] of line.matchAll(/((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})(?!\\ud[c-f][0-9a-f]{2})/gi)) {
    if (before !== undefined) return `lone \\u${unit}`;
  }
  return null;
}

/** The cells of CSV text by RFC 4180, strictly. @throws where it is none */
export function csvRecords(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; ; at++) {
        if (at >= text.length) throw new Error('a quote is open at the end');
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') {
          cell += '"';
          at++;
        } else break;
      }
      at++;
    } else {
      const end = text.slice(at).search(/[,\r\n]/);
      cell = text.slice(at, end < 0 ? undefined : at + end);
      if (cell.includes('"')) throw new Error(`a bare quote in ${JSON.stringify(cell.slice(0, 40))}`);
      at += cell.length;
    }
    record.push(cell);
    if (text[at] === ',') {
      at++;
      continue;
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`no CRLF behind a record at ${at}`);
    at += 2;
    records.push(record);
    record = [];
  }
  return records;
}

/** Blanks and invisible characters, which spreadsheets skip, then a sign that begins a formula. */
const FORMULA =
  /^[\s\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}]*[=+\-@|\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212]/u;
const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/;

/** A cell that a spreadsheet would run, or take a tab or line break of for a new cell; our own numbers are none. */
export function armedCell(records: readonly (readonly string[])[]): string | null {
  for (const cell of records.flat()) {
    if (NUMBER.test(cell)) continue;
    if (FORMULA.test(cell)) return cell.slice(0, 60);
    if (/[\t\r\n]/.test(cell)) return `a break in ${JSON.stringify(cell.slice(0, 60))}`;
  }
  return null;
}

/** Text that Slack would parse and act upon: mentions, links, entities other than its three. */
export function activeSlackText(text: string): string | null {
  const own = text.replaceAll(/<!date\^\d{1,12}\^\{date_short\} \{time\}\|[\w:.-]{20,30}>/g, '');
  const found = /[<>]|&(?!(?:amp|lt|gt);)|@(?:channel|here|everyone|group)\b|:\/\//i.exec(own);
  return found === null ? activeCharacter(own) : `${found[0]} at ${found.index}`;
}

/**
 * Markup in an HTML page that is not in the page made of harmless words: tags, attributes, comments, entities that no
 * one wrote. Both pages must hold the same tags in the same order.
 */
export function foreignMarkup(page: string, innocent: string): string | null {
  const [own, expected] = [tagsOf(page), innocentTags.get(innocent) ?? tagsOf(innocent)];
  innocentTags.set(innocent, expected);
  const at = own.findIndex((tag, index) => tag !== expected[index]);
  if (at >= 0) return `${own[at]!.slice(0, 80)} instead of ${expected[at]?.slice(0, 80)}`;
  return own.length === expected.length ? activeCharacter(page.replaceAll('\t', '')) : 'a tag is missing';
}

/** Few pages are held against many. */
const innocentTags = new Map<string, readonly string[]>();

function tagsOf(page: string): readonly string[] {
  return (page.match(/<!--|-->|<[!/]?[a-z][^>]*>/gi) ?? []).map(bareTag);
}

/** Name and the names of attributes; of values only that they are quoted. */
function bareTag(tag: string): string {
  return tag.replaceAll(/"[^"<>]*"/g, '""').toLowerCase();
}

/** The text exposition format: comment lines and `name{label="value"} number`, nothing else. */
export function badMetrics(text: string): string | null {
  const line =
    /^(?:# (?:HELP|TYPE|EOF)\b.*|[a-z_:][\w:]*(?:\{(?:[a-z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*\})? [-+.\w]+(?: \d+)?)$/i;
  const wrong = text.split('\n').find((one) => one !== '' && !line.test(one));
  return wrong === undefined ? activeCharacter(text) : wrong.slice(0, 80);
}
