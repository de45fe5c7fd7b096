// Alerts on standard output: a readable block each, or one JSON object a line for scripts.

import { z } from 'zod';
import type { Message } from '../../domain/alert.ts';
import { messageWording } from '../../domain/alert-wording.ts';
import { labelLines } from '../../domain/label-lines.ts';
import { errorText } from '../../platform/errors.ts';
import type { DeliveryResult, Notifier, NotifierContext, NotifierDefinition } from '../contract.ts';
import { messageJson } from './message-json.ts';

export const stdoutConfigSchema = z.strictObject({
  enabled: z.boolean().optional(),
  format: z.enum(['text', 'jsonl']).default('text'),
});
export type StdoutConfig = z.output<typeof stdoutConfigSchema>;

export const stdoutNotifier = {
  name: 'stdout',
  description: 'prints alerts on standard output, as text or as JSON lines',
  configSchema: stdoutConfigSchema,
  create: createStdoutNotifier,
} as const satisfies NotifierDefinition<StdoutConfig>;

function createStdoutNotifier(config: StdoutConfig, context: NotifierContext): Notifier {
  return {
    name: 'stdout',
    async send(message, { idempotencyKey }): Promise<DeliveryResult> {
      const text =
        config.format === 'jsonl'
          ? `${messageJson(message, idempotencyKey)}\n`
          : `${messageText(message, context.width)}\n\n`;
      try {
        await context.write(text);
        return { delivered: true, reference: null };
      } catch (error) {
        const hints = ['send the output to a file or a running program, or set notifiers.slack'];
        const cause = `Cannot print alert: standard output: ${errorText(error)}`;
        return { delivered: false, retryable: true, retryAfterMs: null, error: cause, hints };
      }
    },
    async check() {
      return [{ ok: true, text: `stdout: alerts are printed as ${config.format}`, hints: [] }];
    },
  };
}

function messageText(message: Message, width: number | undefined): string {
  const { headline, lines } = messageWording(message);
  return `${headline}\n${labelLines(lines, { width })}`;
}
