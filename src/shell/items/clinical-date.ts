// Times as HL7 writes them, `20261125083000+0100`, in words.
import type { Language } from '../../locales/language.ts';
import { sayDate } from './dates.ts';

export function sayClinicalDate(text: string | undefined, language: Language): string | undefined {
  const found = /^(\d{4})(\d\d)?(\d\d)?(?:(\d\d)(\d\d))?/.exec(text ?? '');
  if (!found) return undefined;
  const [y, m, d, h, min] = found.slice(1).map(part => (part === undefined ? undefined : Number(part)));
  const date = { y, m, d };
  return sayDate(h === undefined ? { date } : { date, time: { h, m: min } }, language)?.text;
}
