// The login audit log of Google Workspace as a source.

import type { Source, SourceContext } from '../contract.ts';
import { checkGsuite } from './check.ts';
import { createGsuiteClient, type GsuiteClient } from './client.ts';
import type { GsuiteConfig } from './config.ts';
import { GSUITE } from './normalise.ts';
import { scanLoginLog } from './scan.ts';

export function createGsuiteSource(config: GsuiteConfig, context: SourceContext): Source {
  let opened: Promise<GsuiteClient> | null = null;
  const client = () => {
    opened ??= createGsuiteClient(config, context);
    return opened;
  };
  return {
    name: GSUITE,
    list: (options) => scanLoginLog({ name: GSUITE, client, context }, options),
    check: () => checkGsuite({ config, client, context }),
  };
}
