// Every notifier there is. A new one is a folder beside these and a line here.

import type { z } from 'zod';
import type { Notifier, NotifierContext, NotifierDefinition } from './contract.ts';
import { slackNotifier } from './slack/notifier.ts';
import { stdoutNotifier } from './stdout/notifier.ts';

/** A notifier of the registry, all of one type: `create` takes what `configSchema` takes, and refuses the rest. */
export interface RegisteredNotifier {
  readonly name: string;
  readonly description: string;
  readonly configSchema: z.ZodType;
  /** @throws ZodError where the config does not fit `configSchema`. */
  create(config: unknown, context: NotifierContext): Notifier;
}

export const NOTIFIERS = [
  register(slackNotifier),
  register(stdoutNotifier),
] as const satisfies readonly RegisteredNotifier[];

/** The entry of that name; undefined where there is none. */
export function findNotifier(name: string): RegisteredNotifier | undefined {
  return NOTIFIERS.find((notifier) => notifier.name === name);
}

function register<Config>(definition: NotifierDefinition<Config>): RegisteredNotifier {
  const { name, description, configSchema } = definition;
  return {
    name,
    description,
    configSchema,
    create: (config, context) => definition.create(configSchema.parse(config), context),
  };
}
