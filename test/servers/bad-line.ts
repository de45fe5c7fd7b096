// A line that breaks: TCP in front of a server of ours, which passes everything on until told what to spoil. It knows
// nothing of HTTP but the bytes a request begins with, so clients meet what a broken network gives them.

import type { Socket } from 'bun';

export interface Fault {
  /** Strikes the first request that holds this text, such as its path. */
  readonly match: string;
  /**
   * `reset`: closed before the server hears of it. `hang`: never answered, nor heard. `lost`: carried out, the answer never
   * comes back. `cut`: the answer breaks off after `bytes`.
   */
  readonly kind: 'reset' | 'hang' | 'lost' | 'cut';
  readonly bytes?: number;
  /** How many requests it strikes; default 1. */
  readonly times?: number;
}

export interface BadLine extends Disposable {
  readonly port: number;
  /** The same path on this line instead of directly. */
  through(url: string): string;
  spoil(fault: Fault): void;
  readonly struck: number;
}

interface End {
  /** Bytes that wait for the connection behind. */
  waiting: Uint8Array[];
  behind: Socket<unknown> | null;
  /** What the answer under way suffers. */
  fate: Fault | null;
  passed: number;
}

export function startBadLine(target: { port: number }): BadLine {
  const faults: { fault: Fault; left: number }[] = [];
  let struck = 0;
  const listener = Bun.listen<End>({
    hostname: '127.0.0.1',
    port: 0,
    socket: {
      async open(front) {
        front.data = { waiting: [], behind: null, fate: null, passed: 0 };
        const behind = await Bun.connect({
          hostname: '127.0.0.1',
          port: target.port,
          socket: {
            data: (_, bytes) => answer(front, bytes),
            close: () => void front.end(),
          },
        }).catch(() => null);
        if (behind === null) return void front.terminate();
        front.data.behind = behind;
        for (const bytes of front.data.waiting.splice(0)) behind.write(bytes);
      },
      data(front, bytes) {
        const text = bytes.toString('latin1');
        const queued = faults.find(({ fault, left }) => left > 0 && text.includes(fault.match));
        if (queued !== undefined) {
          queued.left -= 1;
          struck += 1;
          if (queued.fault.kind === 'reset') return void front.terminate();
          if (queued.fault.kind === 'hang') return;
          front.data.fate = queued.fault;
          front.data.passed = 0;
        }
        if (front.data.behind === null) front.data.waiting.push(new Uint8Array(bytes));
        else front.data.behind.write(bytes);
      },
      close: (front) => void front.data.behind?.end(),
      error: (front) => void front.data.behind?.end(),
    },
  });

  function answer(front: Socket<End>, bytes: Buffer): void {
    const { fate } = front.data;
    if (fate === null) return void front.write(bytes);
    const room = fate.kind === 'lost' ? 0 : Math.max(0, (fate.bytes ?? 0) - front.data.passed);
    front.data.passed += bytes.length;
    if (bytes.length <= room) return void front.write(bytes);
    front.write(bytes.subarray(0, room));
    front.flush();
    front.terminate();
  }

  const stop = () => listener.stop(true);
  return {
    port: listener.port,
    through: (url) => {
      const line = new URL(url);
      line.port = String(listener.port);
      return line.href;
    },
    spoil: (fault) => void faults.push({ fault, left: fault.times ?? 1 }),
    get struck() {
      return struck;
    },
    [Symbol.dispose]: stop,
  };
}
