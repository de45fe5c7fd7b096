// The section `metrics`: where figures about busybody's own running are written for Prometheus.

import type { MetricsConfig } from './config.ts';
import { isEnabled, mappingOf } from './modules.ts';
import { metricsSchema } from './schema.ts';
import type { Entry } from './tree.ts';
import { type ValidateContext, validate } from './validate.ts';

export function readMetrics(entry: Entry | undefined, { context }: { context: ValidateContext }): MetricsConfig | null {
  const none: MetricsConfig = { textfile: null };
  const node = mappingOf(entry, { path: 'metrics', context });
  if (entry === undefined || node === null) return node === null ? null : none;
  const valid = validate(metricsSchema, { path: 'metrics', offset: entry.keyStart, node }, context);
  if (valid === null) return null;
  if (!isEnabled(node, { path: 'metrics', context })) return none;
  const { textfile = null } = valid.output;
  if (textfile !== null && !textfile.endsWith('.prom'))
    context.warnings.push('metrics.textfile: node_exporter reads only files that end in .prom');
  return { textfile };
}
