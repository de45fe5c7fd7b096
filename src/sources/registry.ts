// Every source there is. A new one is a folder beside the others and a line here.

import type { z } from 'zod';
import type { Source, SourceContext } from './contract.ts';
import { gsuiteConfig } from './gsuite/config.ts';
import { GSUITE } from './gsuite/normalise.ts';
import { createGsuiteSource } from './gsuite/source.ts';
import { slackConfig } from './slack/config.ts';
import { SLACK } from './slack/normalise.ts';
import { createSlackSource } from './slack/source.ts';

export interface SourceEntry {
  /** The key under `pollers`. */
  readonly name: string;
  /** One line for people: what is read, and with what. */
  readonly description: string;
  /** Of what stands under that key; strict, so that misspelt keys are found. */
  readonly configSchema: z.ZodType;
  /** `config` is what stands under the key, secrets resolved. @throws ZodError where the schema refuses it. */
  readonly create: (config: unknown, context: SourceContext) => Source;
}

export const SOURCES = [
  {
    name: SLACK,
    description: 'Slack access logs (team.accessLogs), with a user token of an administrator; paid plans only',
    configSchema: slackConfig,
    create: (config, context) => createSlackSource(slackConfig.parse(config), context),
  },
  {
    name: GSUITE,
    description: 'Google Workspace login audit log (Reports API), with a service account and domain-wide delegation',
    configSchema: gsuiteConfig,
    create: (config, context) => createGsuiteSource(gsuiteConfig.parse(config), context),
  },
] as const satisfies readonly SourceEntry[];

/** null where there is no source of that name. */
export function findSource(name: string): SourceEntry | null {
  return SOURCES.find((entry) => entry.name === name) ?? null;
}
