// How a server stops: first it is only not ready any more, so that a proxy sends nothing new; then it takes nothing new,
// finishes what is under way, and drops connections that clients merely keep. Called by main.ts.
import type { Server, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const checkMs = 20;

export interface DrainTimes {
  /** How long it goes on as before. Each answer ends its connection. */
  readonly noticeMs: number;
  /** How long what is under way may take after that. */
  readonly finishMs: number;
}

export async function drain(
  server: Server,
  underWay: ReadonlySet<ServerResponse>,
  { noticeMs, finishMs }: DrainTimes,
): Promise<void> {
  if (noticeMs > 0) await pause(noticeMs);
  await new Promise<void>(resolve => {
    const late = setTimeout(() => server.closeAllConnections(), finishMs);
    const watching = setInterval(() => {
      if (underWay.size === 0) server.closeAllConnections();
    }, checkMs);
    server.close(() => {
      clearTimeout(late);
      clearInterval(watching);
      resolve();
    });
  });
}
