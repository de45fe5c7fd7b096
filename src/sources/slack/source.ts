// Slack's access logs as a source. Its client is loaded when first called: commands that only read the config start faster.

import type { Source, SourceContext } from '../contract.ts';
import { checkSlack } from './check.ts';
import type { SlackClient } from './client.ts';
import type { SlackConfig } from './config.ts';
import { SLACK } from './normalise.ts';
import { scanAccessLogs } from './scan.ts';

export function createSlackSource(config: SlackConfig, context: SourceContext): Source {
  let opened: Promise<SlackClient> | null = null;
  const client: SlackClient = async (call) => {
    opened ??= import('./client.ts').then(({ createSlackClient }) => createSlackClient(config, context));
    return (await opened)(call);
  };
  return {
    name: SLACK,
    list: (options) => scanAccessLogs({ name: SLACK, client, context }, options),
    check: () => checkSlack(client, context),
  };
}
