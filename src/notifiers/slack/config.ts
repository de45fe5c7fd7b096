// What the config may say under `notifiers.slack`; busybody 1.0's `api_token` and `channel: general` load unchanged.

import { z } from 'zod';

export const SLACK_API_URL = 'https://slack.com/api/';

export const slackConfigSchema = z.strictObject({
  enabled: z.boolean().optional(),
  /** A bot token (`xoxb-…`) with the scope chat:write; with channels:history no lost answer leads to a second post. */
  api_token: z.string().trim().min(1),
  /** Best the id (`C012345`), which survives a renaming; else the name. */
  channel: z.string().trim().min(1).max(200),
  api_url: z.url({ protocol: /^https?$/ }).default(SLACK_API_URL),
});
export type SlackConfig = z.output<typeof slackConfigSchema>;

/** The channel as Slack takes it: ids and `@name` as they are, `general` and `#general` as `#general`. */
export function channelArgument(channel: string): string {
  const name = channel.trim();
  if (isChannelId(name) || /^[#@]/.test(name)) return name;
  return `#${name}`;
}

/** Conversations, direct messages and users: `C012345`, `G…`, `D…`, `U…`, `W…`. */
export function isChannelId(channel: string): boolean {
  return /^[CGDUW][A-Z0-9]{5,}$/.test(channel);
}
