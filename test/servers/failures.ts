// Failures by script: what a fake API answers instead of the truth, once or several times, in the order queued.

export interface Failure {
  /** Default 200, as Slack's `ok:false` has. */
  readonly status?: number;
  /** An object is sent as JSON, a text or bytes as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** How many calls it spoils; default 1. */
  readonly times?: number;
  /** Good answers before it strikes; default 0. */
  readonly after?: number;
  /** Runs when it strikes: for things that change in the middle of a listing. The answer is then the true one unless a status or body is given. */
  readonly action?: () => void;
}

export interface FailureQueue {
  add(method: string, failure: Failure): void;
  /** The answer to give instead of the truth; null where all is well. */
  take(method: string): Response | null;
  clear(): void;
}

interface Queued {
  readonly failure: Failure;
  timesLeft: number;
  goodLeft: number;
}

export function createFailureQueue(): FailureQueue {
  const queues = new Map<string, Queued[]>();
  return {
    add(method, failure) {
      const queue = queues.get(method) ?? [];
      queue.push({ failure, timesLeft: failure.times ?? 1, goodLeft: failure.after ?? 0 });
      queues.set(method, queue);
    },
    take(method) {
      const queue = queues.get(method);
      const head = queue?.[0];
      if (queue === undefined || head === undefined) return null;
      if (head.goodLeft > 0) {
        head.goodLeft -= 1;
        return null;
      }
      head.timesLeft -= 1;
      if (head.timesLeft <= 0) queue.shift();
      return answer(head.failure);
    },
    clear: () => queues.clear(),
  };
}

function answer({ status, body, headers, action }: Failure): Response | null {
  action?.();
  if (status === undefined && body === undefined) return null;
  const plain = typeof body === 'string' || body instanceof Uint8Array;
  return new Response(plain ? (body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(body ?? {}), {
    status: status ?? 200,
    headers: { 'content-type': plain ? 'text/plain' : 'application/json', ...headers },
  });
}
