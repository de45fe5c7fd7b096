// Standard output as commands use it: whole texts, written at once, in order. A reader that went away (`| head`) ends the
// program quietly instead of with an error.

import { writeSync } from 'node:fs';
import { printable } from '../domain/text.ts';
import { BusybodyError, errorText } from '../platform/errors.ts';
import { errorCode } from '../platform/files.ts';
import { redact } from '../platform/redact.ts';
import { OutputClosed } from './endings.ts';

/**
 * Writes all of it before it returns, so that no more than one text is ever held in memory.
 * @throws OutputClosed where the reader is gone; BusybodyError E_OUTPUT for anything else, such as a full disk.
 */
export function writeOut(data: string | Uint8Array, fd = 1): void {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  let done = 0;
  while (done < bytes.length) {
    try {
      done += writeSync(fd, bytes, done);
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EPIPE') throw new OutputClosed();
      // A full pipe that somebody set to non-blocking: wait for its reader.
      if (code !== 'EAGAIN')
        throw new BusybodyError('E_OUTPUT', `Cannot write output: ${errorText(error)}`, {
          hints: ['df -h'],
          cause: error,
        });
      Bun.sleepSync(2);
    }
  }
}

/** The styles that views of ours paint with. */
const OWN_STYLE = /(\u001b\[(?:1|2|22|31|32|33|39)m)/;

/** A line for standard error, whatever paths and names are in it: secrets masked, only our own styles active. */
export function inertLine(line: string): string {
  const parts = redact(line).split(OWN_STYLE);
  return `${parts.map((part, index) => (index % 2 === 0 ? printable(part) : part)).join('')}\n`;
}
