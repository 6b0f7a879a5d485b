// The secrets of one exchange, however they are written: found in any text that holds eight characters of one in a row,
// in whatever case, percent-encoded any number of times, or as base64. Asked by mask.ts.

import { getLast } from '../../../assume.ts';

/** A secret shorter than a piece is found where it is a word of its own. */
const pieceLength = 8;
const shortestWord = 4;
/** A body holds few secrets; what is longer is known by its beginning. */
const secretLengthMax = 8192;

export class Secrets {
  readonly #pieces = new Set<string>();
  readonly #words = new Set<string>();

  add(text: string): void {
    for (const form of formsOf(withoutOrigins(text.trim().slice(0, secretLengthMax)))) {
      if (form.length >= shortestWord && form.length < pieceLength) this.#words.add(form);
      for (let at = 0; at + pieceLength <= form.length; at++)
        this.#pieces.add(form.slice(at, at + pieceLength));
    }
  }

  touch(text: string): boolean {
    if (this.#pieces.size + this.#words.size === 0) return false;
    return formsOf(text).some(form => {
      for (let at = 0; at + pieceLength <= form.length; at++)
        if (this.#pieces.has(form.slice(at, at + pieceLength))) return true;
      return this.#words.size > 0 && form.split(/[^\p{L}\p{N}]+/u).some(word => this.#words.has(word));
    });
  }
}

/** Where a secret stands in a URL, its scheme and host are none. */
function withoutOrigins(text: string): string {
  return text.replace(/\bhttps?:\/\/[\w.-]+(:\d+)?(?=[/?#]|$)/gi, ' ');
}

const decodingsMax = 4;

/** A text, and what is left when what is percent-encoded in it is decoded again and again. */
export function listDecodings(text: string): string[] {
  const forms = [text];
  for (let turn = 0; turn < decodingsMax; turn++) {
    const decoded = percentDecoded(getLast(forms));
    if (decoded === forms.at(-1)) break;
    forms.push(decoded);
  }
  return forms;
}

/** What a text may stand for, folded. */
function formsOf(text: string): string[] {
  const forms = listDecodings(text);
  for (const form of [...forms]) {
    const escaped = unescaped(form);
    if (escaped !== form) forms.push(escaped);
    for (const run of form.match(/[A-Za-z0-9+/_-]{8,}/g) ?? [])
      forms.push(Buffer.from(run, 'base64').toString('latin1'));
  }
  return forms.map(form => form.toLowerCase());
}

/** As far as it can be: one stray percent sign does not save the rest. */
function percentDecoded(text: string): string {
  return text.replace(/(%[0-9a-f]{2})+/gi, run => {
    const bytes = Buffer.from(run.replaceAll('%', ''), 'hex');
    return bytes.toString('utf8');
  });
}

/** Of JSON, and of XML within text. */
function unescaped(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/&#x([0-9a-f]{1,5});/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
