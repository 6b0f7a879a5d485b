// An application's site, on another site than the Shell: a page with a form of its own, and the action URL.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export class Site {
  /** What came back to the action URL. */
  readonly returns: URLSearchParams[] = [];
  /** The page at /form. */
  form = '';
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (request, response) => {
      const url = new URL(request.url!, this.origin);
      let body = '';
      for await (const part of request) body += part;
      if (url.pathname === '/action') this.returns.push(new URLSearchParams(body || url.search));
      if (url.pathname === '/favicon.ico') return response.writeHead(204).end();
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(url.pathname === '/form' ? this.form : '<h1>The app</h1>');
    });
  }

  async open(): Promise<this> {
    await new Promise<void>(resolve => this.#server.listen(0, 'localhost', resolve));
    return this;
  }

  get origin(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
  }
}
