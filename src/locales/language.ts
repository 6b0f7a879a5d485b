// The languages, a line each, and how one is found. English is what the others are typed by.

interface Facts {
  /** What its readers call it. */
  readonly name: string;
  /** How dates and numbers are written. */
  readonly locale: string;
  /** What is noted of a person who chose the language without a region. */
  readonly culture: string;
  /** The lower ten bits of the Windows numbers that applications name. */
  readonly lcid: number;
  /** A translation that is not whole: what it lacks is said in English. */
  readonly begun?: true;
}

const facts = {
  en: { name: 'English', locale: 'en-GB', culture: 'en-US', lcid: 9 },
  es: { name: 'Español', locale: 'es-ES', culture: 'es-ES', lcid: 10 },
  de: { name: 'Deutsch', locale: 'de-DE', culture: 'de-DE', lcid: 7 },
  fr: { name: 'Français', locale: 'fr-FR', culture: 'fr-FR', lcid: 12, begun: true },
} as const satisfies Readonly<Record<string, Facts>>;

export type Language = keyof typeof facts;
export const languages = Object.keys(facts) as readonly Language[];

/** The languages that lack no word. */
export type WholeLanguage = {
  [L in Language]: (typeof facts)[L] extends { readonly begun: true } ? never : L;
}[Language];

export function isWhole(language: Language): boolean {
  const { begun }: Facts = facts[language];
  return begun !== true;
}

/** What an application or a person names: a culture such as `de-CH`, or a decimal lcid. */
export function findLanguage(named: string | undefined): Language | undefined {
  const text = named?.trim().toLowerCase() ?? '';
  if (/^\d{1,6}$/.test(text))
    return languages.find(language => facts[language].lcid === (Number(text) & 0x3ff));
  return languages.find(language => text.split(/[-_]/, 1)[0] === language);
}

/** The best of an Accept-Language header. */
export function chooseLanguage(header: string | undefined): Language | undefined {
  return (header ?? '')
    .split(',')
    .map((part, index) => {
      const [tag, ...parameters] = part.trim().split(';');
      const quality = parameters.map(p => /^\s*q=([\d.]+)/.exec(p)?.[1]).find(q => q !== undefined);
      return { language: findLanguage(tag), weight: quality === undefined ? 1 : Number(quality), index };
    })
    .filter(({ language, weight }) => language !== undefined && weight > 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index)[0]?.language;
}

export function nameLanguage(language: Language): string {
  return facts[language].name;
}

export function getCulture(language: Language): string {
  return facts[language].culture;
}

/** What is costly to make and the same every time, made once for each language. */
export function makeOnceEach<T>(make: (locale: string) => T): (language: Language) => T {
  const made = new Map<Language, T>();
  return language => {
    const before = made.get(language);
    if (before !== undefined) return before;
    const first = make(facts[language].locale);
    made.set(language, first);
    return first;
  };
}
