// An error as a person reads it: what could not be done, what caused it, what to type next. Only main.ts prints it.

import { printable } from '../domain/text.ts';
import { BusybodyError, errorText } from '../platform/errors.ts';
import { redact } from '../platform/redact.ts';

const DEPTH = 8;

/** Lines for standard error, secrets masked, nothing in them that could move a cursor. */
export function errorLines(error: unknown, { stack }: { stack: boolean }): string {
  const message = errorText(error);
  const lines = [`busybody: error: ${message}`];
  const told = [message];
  for (let link = causeOf(error), depth = 0; link !== undefined && depth < DEPTH; link = causeOf(link), depth++) {
    const text = errorText(link);
    // A message that already carries its cause needs no second line for it.
    if (!told.some((earlier) => earlier.includes(text))) lines.push(`  caused by: ${text}`);
    told.push(text);
  }
  const hints = error instanceof BusybodyError ? error.hints : [];
  if (hints.length > 0) lines.push('', ...hints.map((hint) => `hint: ${hint}`));
  if (stack && error instanceof Error && error.stack) lines.push('', error.stack);
  return `${lines.map((line) => printable(redact(line), { lines: true })).join('\n')}\n`;
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== null ? error.cause : undefined;
}
