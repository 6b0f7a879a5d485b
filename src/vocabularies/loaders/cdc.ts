// Vaccines (CVX) and their makers (MVX), from the text files of the CDC. HealthVault had both as tables of HL7.
// What is no longer given or made stays: people were vaccinated with it.
import { getFirst, getLast } from '../../assume.ts';
import { readBeginning, readLines, type SourceFile } from './files.ts';
import { type Format, makeItem, readTableEntries, type Taken } from './format.ts';
import { SourceError } from './source.ts';

interface Table {
  readonly name: 'cvx' | 'mvx';
  readonly title: string;
  readonly vocabulary: string;
  readonly description: string;
  readonly heading: RegExp;
  readonly fieldsMin: number;
  readonly take: (fields: readonly string[]) => Taken;
}

export const cvx = format({
  name: 'cvx',
  title: 'CVX',
  vocabulary: 'vaccines-cvx',
  description: 'Vaccines',
  heading: /^cvx[ _]?code$/i,
  fieldsMin: 5,
  take: ([code = '', short = '', full = '']) => makeItem(0, { code, display: full, abbreviation: short }),
});

export const mvx = format({
  name: 'mvx',
  title: 'MVX',
  vocabulary: 'vaccine-manufacturers-mvx',
  description: 'Makers of vaccines',
  heading: /^mvx[ _]?code$/i,
  fieldsMin: 4,
  take: ([code = '', display = '']) => makeItem(0, { code, display }),
});

function format({ name, title, vocabulary, description, heading, fieldsMin, take }: Table): Format {
  return {
    name,
    title,
    wants: `${name}.txt`,
    find: files => files.filter(file => file.name.toLowerCase() === `${name}.txt`).slice(0, 1),
    looksLike: beginning => heading.test(getFirst(beginning.split('|', 1)).trim()),
    async open([file], given) {
      if (!readBeginning(file).includes('|'))
        throw new SourceError(
          `${file.name} is not the text with fields between bars that the CDC publishes.`,
        );
      const version = given.version ?? (await newestDate(file));
      if (version === undefined)
        throw new SourceError(
          `${file.name} does not tell when it was updated: name a version with --version.`,
        );
      return {
        lists: [{ name: vocabulary, family: 'HL7', version, description, languages: ['en'] }],
        reads: [file],
        entries: onRead =>
          readTableEntries(
            file,
            { separator: '|', fieldsMin, heading, orElse: 'windows-1252' },
            onRead,
            take,
          ),
      };
    },
  };
}

/** The day of the last change of any line, which each has in its last field. */
async function newestDate(file: SourceFile): Promise<string | undefined> {
  let newest: string | undefined;
  for await (const { text } of readLines(file, { onRead: () => {} })) {
    const day = dayOf(getLast(text.split('|')).trim());
    if (day !== undefined && (newest === undefined || day > newest)) newest = day;
  }
  return newest;
}

function dayOf(text: string): string | undefined {
  const [, y, m, d] = /^(\d{4})[/-](\d\d?)[/-](\d\d?)/.exec(text) ?? [];
  const [, m2, d2, y2] = /^(\d\d?)\/(\d\d?)\/(\d{4})/.exec(text) ?? [];
  const [year, month = '', day = ''] = y === undefined ? [y2, m2, d2] : [y, m, d];
  return year && [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-');
}
