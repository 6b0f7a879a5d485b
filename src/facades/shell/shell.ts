// The Shell: the pages of a vault, on hono. Everything works without script.
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Vault } from '../../core/vault.ts';

export interface ShellOptions {
  readonly vault: Vault;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly onError: (error: unknown, about: object) => void;
  /** Are the pages served over https? */
  readonly secure: boolean;
}

export function shell(_options: ShellOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const app = new Hono();
  app.get('/', c => c.text('Keepwell'));
  const handle = getRequestListener(app.fetch);
  return (request, response) => void handle(request, response);
}
