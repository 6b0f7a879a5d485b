// What may be mailed to, and what may stand in a mail of what others wrote.
import { dropQuotes } from '../printable.ts';

const lengthMin = 6;
const lengthMax = 128;

const localPart = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const domain =
  /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?)+$/u;

/** Quoted local parts and addresses of networks are no longer in use, and a way to smuggle headers. */
export function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  return (
    text.length >= lengthMin &&
    text.length <= lengthMax &&
    isLocalPart(text.slice(0, Math.max(at, 0))) &&
    isMailDomain(text.slice(at + 1))
  );
}

const localPartMax = 64;

export function isLocalPart(text: string): boolean {
  return text.length <= localPartMax && localPart.test(text);
}

export function isMailDomain(text: string): boolean {
  return domain.test(text);
}

/** Without line breaks and other characters that would end a header. */
export function cleanHeaderText(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ').trim();
}

/** What others wrote, to stand between quotation marks, and mail programs make no link of it. */
export function makeQuotable(text: string): string {
  return dropQuotes(cleanHeaderText(text))
    .replace(/\.(?=\S)/g, '. ')
    .replace(/:\/\//g, ': //');
}
