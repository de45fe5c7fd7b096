// What every notifier must do: deliver one message and say how it went.

import type { Message } from '../domain/alert.ts';

/** `reference` is what the channel calls the message (Slack's `ts`), kept so that it can be found again. */
export type DeliveryResult =
  | { readonly delivered: true; readonly reference: string | null }
  | {
      readonly delivered: false;
      /** False where trying again cannot help (invalid token, missing channel). */
      readonly retryable: boolean;
      readonly retryAfterMs: number | null;
      readonly error: string;
      readonly hints: readonly string[];
    };

export interface Notifier {
  /** The key under `notifiers`. */
  readonly name: string;
  send(message: Message, options: { idempotencyKey: string }): Promise<DeliveryResult>;
  /** Tries token and channel without sending; one line each. */
  check(): Promise<readonly { ok: boolean; text: string; hints: readonly string[] }[]>;
}
