// A real shell in a terminal of its own, for what happens when somebody types and presses Tab.

export interface Shell extends AsyncDisposable {
  /** Types, and waits until the screen shows it; returns what was shown since the last wait. */
  type(keys: string, until: RegExp): Promise<string>;
}

/** What moves the cursor, colours, and names windows. */
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[()][0-9A-B]|[=>])/g;
const LONGEST_MS = 15_000;

export async function openShell(
  command: readonly string[],
  { env, cwd, ready }: { env: Record<string, string>; cwd: string; ready: RegExp },
): Promise<Shell> {
  let shown = '';
  let heard = () => {};
  const child = Bun.spawn([...command], {
    cwd,
    env: { ...env, TERM: 'xterm' },
    terminal: {
      cols: 200,
      rows: 100,
      data(terminal, bytes) {
        const text = Buffer.from(bytes).toString();
        shown += text.replaceAll(ESCAPES, '');
        // Fish asks what kind of terminal it is, and waits for an answer.
        if (text.includes('\u001b[c')) terminal.write('\u001b[?62;22c');
        heard();
      },
    },
  });
  async function waitFor(until: RegExp): Promise<string> {
    const timer = setTimeout(() => heard(), LONGEST_MS);
    const endMs = performance.now() + LONGEST_MS;
    while (!until.test(shown)) {
      if (performance.now() >= endMs) throw new Error(`never shown: ${until}: ${JSON.stringify(shown)}`);
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    }
    clearTimeout(timer);
    const seen = shown;
    shown = '';
    return seen;
  }
  await waitFor(ready);
  return {
    type(keys, until) {
      child.terminal!.write(keys);
      return waitFor(until);
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await child.exited;
      child.terminal!.close();
    },
  };
}
