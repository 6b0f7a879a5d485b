// The languages of the pages, and how a page finds its words. Each area keeps its texts beside it, in <area>-words.ts.

export const languages = ['en', 'es', 'de'] as const;
export type Language = (typeof languages)[number];

/** Texts of one area in every language; what is missing in one does not compile. */
export function words<Texts>(texts: Readonly<Record<Language, Texts>>): (language: Language) => Texts {
  return language => texts[language];
}

/** Windows numbers of languages that applications name as `lcid`: the lower ten bits are the language. */
const byLcid: Readonly<Record<number, Language>> = { 9: 'en', 10: 'es', 7: 'de' };

/** What an application or a person names: a culture such as `de-CH`, or a decimal lcid. */
export function languageNamed(named: string | undefined): Language | undefined {
  const text = named?.trim().toLowerCase() ?? '';
  if (/^\d{1,6}$/.test(text)) return byLcid[Number(text) & 0x3ff];
  return languages.find(language => text.split(/[-_]/, 1)[0] === language);
}

/** The best of an Accept-Language header. */
export function languageAccepted(header: string | undefined): Language | undefined {
  return (header ?? '')
    .split(',')
    .map((part, index) => {
      const [tag, ...parameters] = part.trim().split(';');
      const quality = parameters.map(p => /^\s*q=([\d.]+)/.exec(p)?.[1]).find(q => q !== undefined);
      return { language: languageNamed(tag), weight: quality === undefined ? 1 : Number(quality), index };
    })
    .filter(({ language, weight }) => language !== undefined && weight > 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index)[0]?.language;
}

/** How dates and numbers are written. */
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', es: 'es-ES', de: 'de-DE' };

/** What is costly to make and the same every time, made once for each language. */
export function onceEach<T>(make: (locale: string) => T): (language: Language) => T {
  const made = new Map<Language, T>();
  return language => {
    const before = made.get(language);
    if (before !== undefined) return before;
    const first = make(locales[language]);
    made.set(language, first);
    return first;
  };
}
