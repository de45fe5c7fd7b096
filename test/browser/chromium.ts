// A real Chromium, driven by its own protocol over a WebSocket: start it headless, open pages, send commands, hear events.
// Found by CHROMIUM, else by its usual names. Nothing is downloaded; where there is none, `findChromium` gives null.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
/** Generous: a busy machine is no failure, and what hangs is ended all the same. */
const START_MS = 60_000;
const COMMAND_MS = 60_000;

export function findChromium(): string | null {
  const named = process.env.CHROMIUM;
  if (named) return existsSync(named) ? named : Bun.which(named);
  for (const name of NAMES) {
    const path = Bun.which(name);
    if (path) return path;
  }
  return PLACES.find(existsSync) ?? null;
}

type Params = Readonly<Record<string, unknown>>;

export interface Page {
  /** @throws where the browser says no, or nothing in time. */
  send<T = Params>(method: string, params?: Params): Promise<T>;
  /** Everything the browser told of this page so far, in order. */
  readonly events: readonly { readonly method: string; readonly params: Params }[];
  /** The first event of that name from now on. */
  next(method: string): Promise<Params>;
  /** Value of an expression, which may be a promise of something JSON can say. */
  evaluate<T>(expression: string): Promise<T>;
  close(): Promise<void>;
}

export interface Browser extends AsyncDisposable {
  open(): Promise<Page>;
}

interface Answer {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Params;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

export async function startChromium(path: string): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'busybody-chromium-'));
  const child = Bun.spawn(
    [
      path,
      '--headless=new',
      // The sandbox needs rights that containers and root do not give; only our own files are opened.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-extensions',
      '--no-first-run',
      '--hide-scrollbars',
      '--font-render-hinting=none',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdin: 'ignore', stdout: 'ignore', stderr: 'pipe', env: { ...process.env, HOME: profile } },
  );
  const stop = async () => {
    child.kill('SIGKILL');
    await child.exited;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const socket = await connect(await within(addressOf(child.stderr), START_MS, 'Chromium did not start'));
    return { ...client(socket), [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Chromium says on standard error where it listens; the rest of what it says there is read and dropped. */
async function addressOf(stderr: ReadableStream<Uint8Array>): Promise<string> {
  const reader = stderr.getReader();
  let said = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`Chromium ended at once: ${said.slice(-500)}`);
    said += new TextDecoder().decode(value);
    const match = /ws:\/\/\S+/.exec(said);
    if (!match) continue;
    void (async () => {
      while (!(await reader.read()).done);
    })();
    return match[0];
  }
}

function connect(address: string): Promise<WebSocket> {
  const socket = new WebSocket(address);
  return new Promise((done, failed) => {
    socket.onopen = () => done(socket);
    socket.onerror = () => failed(new Error(`Cannot connect to Chromium: ${address}`));
  });
}

function client(socket: WebSocket): Pick<Browser, 'open'> {
  let lastId = 0;
  const waiting = new Map<number, (answer: Answer) => void>();
  const sessions = new Map<string, (answer: Answer) => void>();
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
    else if (answer.sessionId !== undefined) sessions.get(answer.sessionId)?.(answer);
  };
  function send<T>(method: string, { params = {}, sessionId }: { params?: Params; sessionId?: string }): Promise<T> {
    const id = ++lastId;
    const answered = new Promise<T>((done, failed) => {
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id);
        if (error) failed(new Error(`${method}: ${error.message}`));
        else done(result as T);
      });
    });
    socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    return within(answered, COMMAND_MS, method);
  }
  return {
    async open() {
      const { targetId } = await send<{ targetId: string }>('Target.createTarget', { params: { url: 'about:blank' } });
      const { sessionId } = await send<{ sessionId: string }>('Target.attachToTarget', {
        params: { targetId, flatten: true },
      });
      const events: { method: string; params: Params }[] = [];
      const hopes: { method: string; done: (params: Params) => void }[] = [];
      sessions.set(sessionId, ({ method = '', params = {} }) => {
        events.push({ method, params });
        for (const hope of hopes.filter((one) => one.method === method)) {
          hopes.splice(hopes.indexOf(hope), 1);
          hope.done(params);
        }
      });
      const page: Page = {
        events,
        send: (method, params) => send(method, { params, sessionId }),
        next: (method) => within(new Promise((done) => hopes.push({ method, done })), COMMAND_MS, `no event ${method}`),
        async evaluate<T>(expression: string) {
          const answer = await page.send<{
            result: { value: T };
            exceptionDetails?: { text: string; exception?: { description?: string } };
          }>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
          const wrong = answer.exceptionDetails;
          if (wrong) throw new Error(wrong.exception?.description ?? wrong.text);
          return answer.result.value;
        },
        async close() {
          sessions.delete(sessionId);
          await send('Target.closeTarget', { params: { targetId } });
        },
      };
      for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await page.send(`${domain}.enable`);
      return page;
    },
  };
}

function within<T>(work: Promise<T>, ms: number, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, failed) => {
    timer = setTimeout(() => failed(new Error(`${what}: nothing in ${ms} ms`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
