// One line of a flat-file store (`slack.log`, `gsuite.log`, or of any source) read back into sign-ins. The `raw` of every
// sign-in is such a line, and gives the same sign-in again.

import type { SignIn } from '../../domain/sign-in.ts';
import { signInsOf } from './formats.ts';
import { parseJson } from './parse.ts';

/** Without a clock only times no calendar of ours will see are refused. */
const FAR_MS = Date.UTC(2100, 0, 1);

/**
 * The sign-ins of a line: a row of Slack's gives one or two, a line of gsuite.log one for each event, others one.
 * @param source whose log it is; a sign-in record that names another keeps that
 */
export function parseLogLine(source: string, line: string): readonly SignIn[] | { readonly refused: string } {
  const text = line.trim();
  const parsed = parseJson(text);
  if ('reason' in parsed) return { refused: parsed.reason };
  const result = signInsOf(parsed.value, 'flatfile', { source, nowMs: FAR_MS, text });
  return typeof result === 'string' ? { refused: result } : result;
}
