// Browsers, systems and places in words, so that people know their sessions apart.
import type { SignInPlace } from '../../core/people/person.ts';
import { isLoopback } from '../../core/web-address.ts';
import type { Language } from '../../locales/language.ts';
import { accountWords } from '../../locales/words.ts';

/** The first that fits: many browsers name the others too. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?(?:iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|Chromium|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

export function readPlace(userAgent: string | undefined, address: string): SignInPlace {
  const nameIn = (names: typeof browsers) =>
    names.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1] ?? '';
  return { address, browser: nameIn(browsers), system: nameIn(systems) };
}

export function sayBrowser({ browser, system }: SignInPlace, language: Language): string {
  const w = accountWords(language);
  if (browser === '' && system === '') return w.unknownBrowser;
  if (system === '') return browser;
  return browser === '' ? system : w.browserOn(browser, system);
}

export function sayPlace({ address }: SignInPlace, language: Language): string {
  const w = accountWords(language);
  if (isLoopback(address)) return w.thisComputer;
  return isPrivate(address) ? w.localNetwork(address) : w.internet(address);
}

function isPrivate(address: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe80:)/i.test(
    address.replace(/^::ffff:/i, ''),
  );
}
