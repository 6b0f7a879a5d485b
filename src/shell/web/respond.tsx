// Sends pages, with the headers that keep them safe.

import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import { scripts } from '../../http/scripts.ts';
import { demandRoomForAnswer } from './bounded.ts';
import { dropNotice } from './notice.ts';
import { packPage } from './packed.ts';
import { dropTurns } from './straight.ts';
import type { ShellContext, Visit } from './visit.ts';

export interface PageOptions {
  readonly status?: number;
  /** Where forms of the page may lead besides here: sources of the content security policy. */
  readonly formTargets?: readonly string[];
  /** The page's own script file runs. */
  readonly script?: boolean;
  /** That script asks the vault something. */
  readonly asks?: boolean;
  /** The page carries a token, so no other page may learn its address. */
  readonly token?: boolean;
  /** The page says a secret that it says again, so it is not packed: how long it were would tell of it. */
  readonly saysSecret?: boolean;
}

export async function show(c: ShellContext, page: Child, options: PageOptions = {}): Promise<Response> {
  const body = dropTurns(String(await html`<!DOCTYPE html>${page}`));
  // The box in the header looks things up.
  const hasFrame = body.includes(scripts.frame.fileName);
  guard(c, hasFrame ? { ...options, script: true, asks: true } : options);
  if (c.var.visit && (options.status ?? 200) < 400) demandRoomForAnswer(c, body.length);
  // Absent when what failed came before the visit was known.
  if ((c.var.visit as Visit | undefined)?.notice) dropNotice(c);
  const answer = await c.html(body, (options.status ?? 200) as 200);
  return options.token || options.saysSecret ? answer : packPage(c, answer, body);
}

/** A redirect within the Shell or out of it; after a form, browsers follow it with a GET. */
export function goTo(c: ShellContext, location: string, { token = false } = {}): Response {
  guard(c, { token });
  return c.redirect(location, c.req.method === 'POST' ? 303 : 302);
}

function guard(
  c: ShellContext,
  { formTargets = ["'self'"], script = false, asks = false, token = false }: PageOptions,
): void {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "manifest-src 'self'",
    ...(script ? ["script-src 'self'"] : []),
    ...(asks ? ["connect-src 'self'"] : []),
    `form-action ${formTargets.join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  c.header('Content-Security-Policy', policy.join('; '));
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Cache-Control', 'no-store');
  // Without any referrer, browsers would also hide where a form comes from, and forms are checked for that.
  c.header('Referrer-Policy', token ? 'no-referrer' : 'same-origin');
}

/** A URL as a source of a policy: its characters that would end the source are encoded, its query does not count. */
export function getPolicySource(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`.replace(
    /[;,' ]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
