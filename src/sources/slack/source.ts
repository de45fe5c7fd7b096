// Slack's access logs as a source.

import type { Source, SourceContext } from '../contract.ts';
import { checkSlack } from './check.ts';
import { createSlackClient } from './client.ts';
import type { SlackConfig } from './config.ts';
import { scanAccessLogs } from './scan.ts';

export const SLACK = 'slack';

export function createSlackSource(config: SlackConfig, context: SourceContext): Source {
  const client = createSlackClient(config, context);
  return {
    name: SLACK,
    list: (options) => scanAccessLogs({ name: SLACK, client, context }, options),
    check: () => checkSlack(client, context),
  };
}
