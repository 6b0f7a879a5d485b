// Makes a request that was found once, for the stage at hand, and judges it again.
import { findMethod } from '../../methods/index.ts';
import type { FuzzCase } from './cases.ts';
import { envelope, headerXml, sealed } from './envelope.ts';
import type { Found } from './found.ts';
import { rightful, timeOf } from './identity.ts';
import { problemIn } from './judge.ts';
import { Random } from './random.ts';
import { attempt, confirmed } from './run.ts';
import type { Stage } from './stage.ts';

export async function replay(
  stage: Stage,
  found: Found,
): Promise<{ problem: string | undefined; code: number }> {
  if (found.things) {
    const before = signed(stage, 'PutThings', 2, `<info>${found.things()}</info>`);
    if (codeIn((await attempt(stage, before)).xml) !== 0) throw new Error('the things before are not taken');
  }
  const request = signed(stage, found.method, found.version, found.info());
  const outcome = await attempt(stage, request);
  const problem = await confirmed(stage, request, problemIn(stage, request, outcome));
  return { problem, code: codeIn(outcome.xml) };
}

function signed(stage: Stage, name: string, version: number, info: string): FuzzCase {
  const identity = rightful(stage, { method: findMethod(name)!, version, info }, new Random(0));
  const header = headerXml(name, version, timeOf(stage), identity);
  const body = Buffer.from(envelope(sealed({ header, info, session: identity.session })));
  return { index: 0, trail: [name], body, mayPass: 'signed' };
}

function codeIn(xml: string): number {
  return Number(/<code>(\d+)/.exec(xml)?.[1]);
}
