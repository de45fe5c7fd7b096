// What may stand in the sections that are busybody's own. Module sections bring their schemas from the registries.
// Everything may be text, as version 1 read it: see validate.ts for how text becomes what a schema asks for.

import { z } from 'zod';
import { NETWORK_KINDS } from '../domain/enrichment.ts';
import { parseSeconds } from '../domain/time.ts';

/** Keys that stand beside a module's own, for every source. */
export const USER_KEYS = ['enabled', 'user_domain', 'user_map'] as const;

/** Keys of `analysis` that are no source. */
export const analysisKeys = ['geoip', 'networks', 'history_limit', 'alert_budget', 'enabled'] as const;

const text = z.string().trim().min(1, 'must not be empty');

/** Seconds, or a duration such as `90d`; in milliseconds. */
const duration = z.string().transform((value, context) => {
  const seconds = parseSeconds(value);
  if (seconds !== null && seconds > 0) return seconds * 1000;
  context.addIssue({ code: 'custom', message: 'must be a positive number of seconds or a duration such as 90d' });
  return z.NEVER;
});

export const persistenceSchema = z.strictObject({
  enabled: z.boolean().optional(),
  module: z.enum(['sqlite', 'flatfile']).optional(),
  path: text.optional(),
  log_directory: text.optional(),
  retention: duration.optional(),
});

export const geoipSchema = z.strictObject({
  enabled: z.boolean().optional(),
  city_db: text.optional(),
  asn_db: text.optional(),
  anonymous_db: text.optional(),
  connection_db: text.optional(),
  isp_db: text.optional(),
});

const networkList = z.array(text).optional();

export const networksSchema = z.strictObject({
  trusted: networkList,
  ...(Object.fromEntries(NETWORK_KINDS.map((kind) => [kind, networkList])) as Record<
    (typeof NETWORK_KINDS)[number],
    typeof networkList
  >),
});

/** `analysis` without its sources, `geoip` and `networks`. */
export const analysisSchema = z.strictObject({
  enabled: z.boolean().optional(),
  history_limit: duration.optional(),
  alert_budget: z.number('must be a number').positive('must be positive').max(1000, 'must be 1000 at most').optional(),
});

export const metricsSchema = z.strictObject({
  enabled: z.boolean().optional(),
  textfile: text.optional(),
});

export const topSchema = z.strictObject({ history_limit: duration.optional() });

/** `user_domain` of a source; a leading `@` is dropped. */
export const userSchema = z.strictObject({
  enabled: z.boolean().optional(),
  user_domain: z
    .string()
    .trim()
    .regex(/^@?[^@\s]+$/, 'must be a domain such as example.com')
    .transform((domain) => domain.replace(/^@/, '').toLowerCase())
    .optional(),
});
