// What every notifier must do: deliver one message and say how it went.

import type { z } from 'zod';
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
      /** True where no answer came that says so: the message may have arrived nevertheless. */
      readonly unanswered?: boolean;
    };

/** An earlier attempt to send this very message ended without an answer, by a lost connection or a killed run. */
export interface Doubt {
  /** No attempt was made before it, epoch milliseconds. */
  readonly sinceMs: number;
  /** Attempts that failed so far. */
  readonly attempts: number;
}

export interface SendOptions {
  /** Stable over all attempts to send one message. */
  readonly idempotencyKey: string;
  /** Where it is given, a channel that can be asked is asked for the key before the message is sent again. */
  readonly doubt?: Doubt | null;
}

export interface Notifier {
  /** The key under `notifiers`. */
  readonly name: string;
  send(message: Message, options: SendOptions): Promise<DeliveryResult>;
  /** Tries token and channel without sending; one line each. */
  check(): Promise<readonly { ok: boolean; text: string; hints: readonly string[] }[]>;
}

/** What a notifier gets from outside. */
export interface NotifierContext {
  /** Writes to standard output; rejects or throws where that is closed. */
  readonly write: (text: string) => void | Promise<void>;
  /** Columns to wrap text for people at; unlimited if absent. */
  readonly width?: number;
  /** Longest wait for one answer; 15 s if absent. */
  readonly timeoutMs?: number;
  /** Tries after the first within one `send`, and the wait before the first of them; the outbox tries again later anyway. */
  readonly retry?: { readonly retries: number; readonly minTimeoutMs: number };
}

/** One entry of the registry: what the config may say and how to make the notifier of it. */
export interface NotifierDefinition<Config> {
  /** The key under `notifiers`. */
  readonly name: string;
  /** One line for help and `check`. */
  readonly description: string;
  /** Strict: an unknown key is a mistake. */
  readonly configSchema: z.ZodType<Config>;
  create(config: Config, context: NotifierContext): Notifier;
}
