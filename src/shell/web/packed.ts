// Pages and their files as browsers take them over the wire: packed, where that is worth it. What is alike in two answers and
// secret would tell itself by their lengths, so every token of a form is sealed anew each time, and pages that hand a token over
// are sent as they are.
import { promisify } from 'node:util';
import { brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';
import type { ShellContext } from './visit.ts';

const pack = promisify(gzip);

/** Less fits into one packet as it is. */
const packedCharactersMin = 1400;
/** Pages are packed each time: the next levels take twice the time for a twentieth. */
const pageLevel = 4;

export async function packPage(c: ShellContext, answer: Response, body: string): Promise<Response> {
  if (body.length < packedCharactersMin) return answer;
  answer.headers.append('Vary', 'Accept-Encoding');
  if (!isTaken('gzip', c.req.header('accept-encoding'))) return answer;
  const bytes = await pack(body, { level: pageLevel });
  const headers = new Headers(answer.headers);
  headers.set('Content-Encoding', 'gzip');
  headers.delete('Content-Length');
  return new Response(new Uint8Array(bytes), { status: answer.status, headers });
}

/** A file of pages, packed once in each way. */
export class PackedFile {
  readonly #text: string;
  #packed: { readonly br: Uint8Array<ArrayBuffer>; readonly gzip: Uint8Array<ArrayBuffer> } | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** @param accepted what the browser says it takes */
  take(accepted: string | undefined): {
    body: string | Uint8Array<ArrayBuffer>;
    coding: 'br' | 'gzip' | undefined;
  } {
    const coding = (['br', 'gzip'] as const).find(one => isTaken(one, accepted));
    if (!coding || this.#text.length < packedCharactersMin) return { body: this.#text, coding: undefined };
    this.#packed ??= {
      br: new Uint8Array(
        brotliCompressSync(this.#text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
      ),
      gzip: new Uint8Array(gzipSync(this.#text, { level: 9 })),
    };
    return { body: this.#packed[coding], coding };
  }
}

/** RFC 9110, 12.5.3: `gzip;q=0` is a refusal. */
function isTaken(coding: string, accepted: string | undefined): boolean {
  return (accepted ?? '').split(',').some(one => {
    const [name = '', ...parameters] = one.split(';').map(part => part.trim().toLowerCase());
    return name === coding && !parameters.some(part => /^q=0(\.0*)?$/.test(part));
  });
}
