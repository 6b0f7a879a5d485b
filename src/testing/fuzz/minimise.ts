// Makes a failing case smaller while it fails in the same way: halves of the tokens first, then ever smaller runs.
import type { FuzzCase } from './cases.ts';
import { envelope, sealed } from './envelope.ts';
import { tokensOf } from './tokens.ts';

const triesMax = 600;

/** `fails` runs a case and tells whether it fails as the first one did. */
export async function minimise(
  first: FuzzCase,
  fails: (smaller: FuzzCase) => Promise<boolean>,
): Promise<FuzzCase> {
  const { draft } = first;
  if (draft) {
    const resealed = (header: string, info: string): FuzzCase => {
      const smaller = { ...draft, header, info };
      return { ...first, draft: smaller, body: Buffer.from(envelope(sealed(smaller))) };
    };
    const info = await shrink(tokensOf(draft.info), tokens => fails(resealed(draft.header, tokens.join(''))));
    const header = await shrink(tokensOf(draft.header), tokens =>
      fails(resealed(tokens.join(''), info.join(''))),
    );
    return resealed(header.join(''), info.join(''));
  }
  const text = first.body.toString('latin1');
  const tokens = await shrink(tokensOf(text), smaller =>
    fails({ ...first, body: Buffer.from(smaller.join(''), 'latin1') }),
  );
  return { ...first, body: Buffer.from(tokens.join(''), 'latin1') };
}

async function shrink(
  tokens: readonly string[],
  fails: (tokens: string[]) => Promise<boolean>,
): Promise<string[]> {
  let kept = [...tokens];
  let tries = 0;
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < kept.length && tries < triesMax; tries++) {
      const smaller = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (await fails(smaller)) kept = smaller;
      else at += size;
    }
  }
  return kept;
}
