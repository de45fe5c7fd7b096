// What stands under `pollers: slack:`.

import { z } from 'zod';

export const slackConfig = z.strictObject({
  /** A user token (xoxp-…) with the scopes admin, users:read and users:read.email. */
  api_token: z.string().trim().min(1),
  /** For gateways and tests; the trailing slash may be left out. */
  api_url: z
    .url({ protocol: /^https?$/ })
    .default('https://slack.com/api/')
    .transform((url) => (url.endsWith('/') ? url : `${url}/`)),
  /** Needed with a token of a whole organisation (Enterprise Grid). */
  team_id: z.string().trim().min(1).optional(),
  enabled: z.boolean().optional(),
});

export type SlackConfig = z.infer<typeof slackConfig>;
