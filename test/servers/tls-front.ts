// TLS in front of a server of ours, with a certificate of the tests' own authority; and a proxy that knows CONNECT alone.
// The certificates in test/fixtures/tls hold for a hundred years, but for the one that expired in 2020.

import type { Socket } from 'bun';

const pem = (name: string) => `${import.meta.dir}/../fixtures/tls/${name}.pem`;

/** What NODE_EXTRA_CA_CERTS names to trust the fronts. */
export const AUTHORITY = pem('authority');

export interface TlsFront extends Disposable {
  /** `https://localhost:PORT`, with the path of the URL it stands before. */
  through(url: string): string;
  /** Requests that came through the handshake. */
  readonly heard: number;
}

export function startTlsFront(target: string, certificate: 'server' | 'elsewhere' | 'expired' = 'server'): TlsFront {
  let heard = 0;
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    tls: { cert: Bun.file(pem(certificate)), key: Bun.file(pem('server-key')) },
    async fetch(request) {
      heard += 1;
      const { pathname, search } = new URL(request.url);
      const body = request.method === 'GET' ? null : await request.arrayBuffer();
      return fetch(new URL(pathname + search, target), { method: request.method, headers: request.headers, body });
    },
  });
  return {
    through: (url) => `https://localhost:${server.port}${new URL(url).pathname}`,
    get heard() {
      return heard;
    },
    [Symbol.dispose]: () => void server.stop(true),
  };
}

export interface ConnectProxy extends Disposable {
  readonly url: string;
  /** Hosts asked for, in order. */
  readonly asked: readonly string[];
}

interface Tunnel {
  head: string;
  behind: Socket<unknown> | null;
}

export function startConnectProxy(): ConnectProxy {
  const asked: string[] = [];
  const listener = Bun.listen<Tunnel>({
    hostname: '127.0.0.1',
    port: 0,
    socket: {
      open(front) {
        front.data = { head: '', behind: null };
      },
      async data(front, bytes) {
        if (front.data.behind !== null) return void front.data.behind.write(bytes);
        front.data.head += bytes.toString('latin1');
        if (!front.data.head.includes('\r\n\r\n')) return;
        const host = /^CONNECT (\S+) /.exec(front.data.head)?.[1];
        if (host === undefined) return void front.end('HTTP/1.1 405 Method Not Allowed\r\n\r\n');
        asked.push(host);
        front.data.behind = await Bun.connect({
          hostname: '127.0.0.1',
          port: Number(host.split(':')[1]),
          socket: {
            data: (_, answer) => void front.write(answer),
            close: () => void front.end(),
          },
        });
        front.write('HTTP/1.1 200 Connection established\r\n\r\n');
      },
      close: (front) => void front.data.behind?.end(),
    },
  });
  return { url: `http://127.0.0.1:${listener.port}`, asked, [Symbol.dispose]: () => listener.stop(true) };
}
