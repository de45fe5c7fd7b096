// What stands under `pollers: gsuite:`.

import { z } from 'zod';

const httpUrl = z.url({ protocol: /^https?$/ });

export const gsuiteConfig = z.strictObject({
  /** A super administrator, or an administrator with the privilege Reports: in whose name the logs are read. */
  admin_email: z.email(),
  /** JSON key of a service account with domain-wide delegation. */
  credential_file: z.string().trim().min(1),
  /** For gateways and tests. */
  api_url: httpUrl.default('https://admin.googleapis.com/').transform((url) => (url.endsWith('/') ? url : `${url}/`)),
  token_url: httpUrl.default('https://oauth2.googleapis.com/token'),
  enabled: z.boolean().optional(),
});

export type GsuiteConfig = z.infer<typeof gsuiteConfig>;
