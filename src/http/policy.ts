// What browsers are told of an answer, and what is refused because only a browser would send it. Used by router.ts.
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

/** An answer that is no page: nothing in it is run, whatever it holds, and no page of others shows it. */
export const sealedPolicy =
  "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Holds for every answer that says nothing stricter or nothing of its own; those are the pages of Shell and reference. */
export function seal(response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', sealedPolicy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
}

export interface Refusal {
  readonly status: number;
  readonly text: string;
}

const navigation: Refusal = {
  status: 403,
  text: 'This address is for programs, and is not opened in a browser.\n',
};
const form: Refusal = {
  status: 415,
  text: 'This address takes no forms. Send XML as text/xml, and bytes as application/octet-stream.\n',
};

const documents: readonly unknown[] = ['document', 'iframe', 'frame', 'fencedframe', 'object', 'embed'];

/**
 * Does a browser want to show the answer, or send what a page of somebody else may have made it send?
 * @param takesAnyType for an address that nobody can guess, which takes files of all types
 */
export function findBrowserRefusal(headers: IncomingHttpHeaders, takesAnyType = false): Refusal | undefined {
  if (headers['sec-fetch-mode'] === 'navigate' || documents.includes(headers['sec-fetch-dest']))
    return navigation;
  if (takesAnyType) return undefined;
  const type = headers['content-type'] ?? '';
  const end = type.indexOf(';');
  switch ((end < 0 ? type : type.slice(0, end)).trim().toLowerCase()) {
    case 'text/plain':
    case 'multipart/form-data':
      return form;
    // What iOS sends unless it is told otherwise.
    case 'application/x-www-form-urlencoded':
      return isOfBrowser(headers) ? form : undefined;
    default:
      return undefined;
  }
}

function isOfBrowser(headers: IncomingHttpHeaders): boolean {
  return (
    headers.origin !== undefined ||
    headers['sec-fetch-mode'] !== undefined ||
    headers['sec-fetch-site'] !== undefined ||
    headers['sec-fetch-dest'] !== undefined
  );
}
