// Slack's access logs as a source. Its client is loaded when first called: commands that only read the config start faster.

import { UsageError } from '../../platform/errors.ts';
import type { Source, SourceContext } from '../contract.ts';
import { checkSlack } from './check.ts';
import type { SlackClient } from './client.ts';
import type { SlackConfig } from './config.ts';
import { SLACK } from './normalise.ts';
import { scanAccessLogs } from './scan.ts';

/** @throws UsageError E_SLACK_TOKEN where the token cannot be one: it would fail as if the network did. */
export function createSlackSource(config: SlackConfig, context: SourceContext): Source {
  if (!/^[\x21-\x7e]+$/.test(config.api_token)) {
    const why = 'it holds blanks, line ends or signs that no token has';
    throw new UsageError('E_SLACK_TOKEN', `Cannot use pollers.slack.api_token: ${why}`, {
      hints: ['Copy the token again, as one line from xoxp- to its end, and set pollers.slack.api_token to it'],
    });
  }
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
