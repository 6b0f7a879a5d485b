// Makes a request that was found once, for the stage at hand, and judges it again.
import { findMethod } from '../../methods/index.ts';
import { envelope, headerXml, sealed } from './envelope.ts';
import type { Found } from './found.ts';
import { rightful, timeOf } from './identity.ts';
import { problemIn } from './judge.ts';
import { Random } from './random.ts';
import { attempt } from './run.ts';
import type { Stage } from './stage.ts';

export async function replay(
  stage: Stage,
  found: Found,
): Promise<{ problem: string | undefined; code: number }> {
  const method = findMethod(found.method)!;
  const base = { method, version: found.version, info: found.info() };
  const identity = rightful(stage, base, new Random(0));
  const header = headerXml(found.method, found.version, timeOf(stage), identity);
  const body = Buffer.from(envelope(sealed({ header, info: base.info, session: identity.session })));
  const request = { index: 0, trail: [found.what], body, mayPass: 'signed' as const };
  const outcome = await attempt(stage, request);
  return { problem: problemIn(stage, request, outcome), code: Number(/<code>(\d+)/.exec(outcome.xml)?.[1]) };
}
