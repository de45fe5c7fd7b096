// `check` for Google Workspace: the key file and its mode, then one call that needs token, delegation and privilege.

import { BusybodyError } from '../../platform/errors.ts';
import { quote, readableByOthers } from '../../platform/files.ts';
import type { CheckLine, SourceContext } from '../contract.ts';
import type { GsuiteClient } from './client.ts';
import type { GsuiteConfig } from './config.ts';

const CHECK_BUDGET_MS = 20_000;
const LOOK_BACK_MS = 3_600_000;

export interface CheckParts {
  readonly config: GsuiteConfig;
  readonly client: () => Promise<GsuiteClient>;
  readonly context: SourceContext;
}

export async function checkGsuite({ config, client, context }: CheckParts): Promise<CheckLine[]> {
  const lines: CheckLine[] = [];
  const nowMs = context.clock();
  try {
    const list = await client();
    const open = readableByOthers(config.credential_file);
    lines.push(
      open
        ? {
            ok: false,
            text: `gsuite: credential_file can be read by others: ${config.credential_file}`,
            hints: [`chmod 600 ${quote(config.credential_file)}`],
          }
        : { ok: true, text: 'gsuite: credential_file is a key of a service account', hints: [] },
    );
    const startTime = new Date(nowMs - LOOK_BACK_MS).toISOString();
    await list({ startTime, maxResults: 1, deadlineMs: nowMs + CHECK_BUDGET_MS });
    lines.push({ ok: true, text: `gsuite: login audit log can be read as ${config.admin_email}`, hints: [] });
  } catch (error) {
    if (!(error instanceof BusybodyError)) throw error;
    lines.push({ ok: false, text: `gsuite: ${error.message}`, hints: error.hints });
  }
  return lines;
}
