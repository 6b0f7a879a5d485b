// How much somebody may have sent and not taken: bodies of forms and files are counted for their sender until the answer is
// out, answers until they are taken. Called by shell.ts and by what answers with much.
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getAddressKey } from '../../core/limits/rate-limit.ts';
import { awaitRound } from '../../core/limits/turns.ts';
import { holdAnswer } from '../../http/held-answer.ts';
import { makeProblem, type Problem, tooLong } from './problem.ts';
import type { ShellContext, ShellEnv } from './visit.ts';

export interface BodyBound {
  /** Of what is in memory at once: of a file that goes to disk as it comes, less than all of it. */
  readonly bytesMax: number;
  /** What is told of a longer one; without it, whoever takes the body looks after that. */
  readonly tooLong?: (c: ShellContext) => Problem | Promise<Problem>;
}

/** Of a form of text. */
export const formBody: BodyBound = { bytesMax: 65_536, tooLong };

export function boundBody({ bytesMax, tooLong }: BodyBound): MiddlewareHandler<ShellEnv> {
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const { vault, address } = c.var.visit;
    const party = getAddressKey(address);
    const declared = Number(c.req.header('content-length') ?? bytesMax) || 0;
    const bytes = Math.min(declared, bytesMax);
    const { requestBytes } = vault.memory.underWay;
    if (!requestBytes.add(party, bytes)) throw makeProblem(429, 'busy');
    c.env.outgoing.once('close', () => requestBytes.remove(party, bytes));
    if (!tooLong) return next();
    const onError = async () => {
      throw await tooLong(c);
    };
    return bodyLimit({ maxSize: bytesMax, onError })(c, async () => {
      // What is done with a form waits for its turn once the form is there, not before.
      if (isForm.test(c.req.header('content-type') ?? '')) await c.req.text();
      const round = awaitRound(party);
      if (round) await round;
      await next();
    });
  };
}

const isForm = /^application\/x-www-form-urlencoded\b/i;

/** Before an answer is sent that is made already. @throws when its reader has too many that are not taken */
export function demandRoomForAnswer(c: ShellContext, bytes: number): void {
  const { vault, address } = c.var.visit;
  if (!holdAnswer(vault, { party: getAddressKey(address) }, c.env.outgoing as never, bytes))
    throw makeProblem(429, 'busy');
}
