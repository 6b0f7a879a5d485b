// How long somebody has to wait who tried too often.
import type { TooManyTries } from '../../core/limits/rate-limit.ts';
import type { Language } from '../../locales/language.ts';
import type { ShellContext } from './visit.ts';

/** Tells programs when to come back. @returns the same in words: `15 minutes` */
export function announcePause(c: ShellContext, error: TooManyTries): string {
  c.header('Retry-After', String(Math.ceil(error.waitMs / 1000)));
  return sayWait(error.waitMs, c.var.visit?.language ?? 'en');
}

const minuteMs = 60_000;

/** In minutes, or in hours where those would be many. */
export function sayWait(waitMs: number, language: Language): string {
  const minutes = Math.ceil(waitMs / minuteMs);
  const [count, unit] = minutes < 120 ? [minutes, 'minute'] : [Math.ceil(minutes / 60), 'hour'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}
