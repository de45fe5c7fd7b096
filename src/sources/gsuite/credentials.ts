// The service account's key file: read, looked at, and kept out of everything printed.

import { createPrivateKey } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { BusybodyError, errorText } from '../../platform/errors.ts';
import { quote } from '../../platform/files.ts';
import { registerSecret } from '../../platform/redact.ts';

const schema = z.object({
  type: z.literal('service_account'),
  client_email: z.string().min(3),
  private_key: z.string().includes('PRIVATE KEY'),
  private_key_id: z.string().optional(),
  client_id: z.string().optional(),
});

export type Credentials = z.infer<typeof schema>;

const HOW =
  'Make one at https://console.cloud.google.com → IAM → Service accounts → your account → Keys → Add key → JSON';

/** Keys have about 2,400 bytes. */
const LARGEST_KEY_BYTES = 1024 * 1024;

class UnfitFile extends Error {}

/** Devices and pipes would never end or never begin: only a file of a key's size is read. */
async function readKeyFile(path: string): Promise<string> {
  // Without O_NONBLOCK the opening of a pipe waits for its writer. Windows has none of both.
  await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const found = await file.stat();
  if (!found.isFile()) throw new UnfitFile('it is no regular file');
  if (found.size > LARGEST_KEY_BYTES) throw new UnfitFile(`it is larger than ${LARGEST_KEY_BYTES} bytes`);
  const bytes = new Uint8Array(LARGEST_KEY_BYTES + 1);
  let length = 0;
  for (let more = -1; more !== 0 && length < bytes.length; length += more) {
    more = (await file.read(bytes, length, bytes.length - length)).bytesRead;
  }
  // Files of /proc say that they hold nothing, and may have no end.
  if (length > LARGEST_KEY_BYTES) throw new UnfitFile(`it is larger than ${LARGEST_KEY_BYTES} bytes`);
  return new TextDecoder().decode(bytes.subarray(0, length));
}

/** @throws BusybodyError E_GSUITE_CREDENTIALS */
export async function readCredentials(path: string): Promise<Credentials> {
  const fail = (why: string, hints: readonly string[]) =>
    new BusybodyError('E_GSUITE_CREDENTIALS', `Cannot read credential_file of gsuite: ${why}: ${path}`, { hints });
  let text: string;
  try {
    text = await readKeyFile(path);
  } catch (error) {
    if (error instanceof UnfitFile) throw fail(error.message, [`ls -lL ${quote(path)}`, HOW]);
    throw fail(errorText(error).split(',')[0] ?? 'unreadable', ['Correct pollers.gsuite.credential_file', HOW]);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fail('it is not JSON', [HOW]);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole'))].join(', ');
    throw fail(`it is no key of a service account (wrong or missing: ${fields})`, [HOW]);
  }
  registerSecret(parsed.data.private_key);
  try {
    createPrivateKey(parsed.data.private_key);
  } catch {
    throw fail('its private_key is broken', ['Copy the file again, whole, or make a new key', HOW]);
  }
  return parsed.data;
}
