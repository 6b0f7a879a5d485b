// Diagnoses of ICD-9-CM, from the descriptions that CMS published. Codes come without their dot, as those files and
// HealthVault's list have them. Short texts, which are what HealthVault showed, go with the long ones.
import { readLines, type SourceFile } from './files.ts';
import { type Format, makeItem, readLineEntries } from './format.ts';
import { SourceError } from './source.ts';

const fileName = /^cms(\d+)_desc_(long|short)_dx\b.*\.txt$/i;

const line = /^([EV\d]\d{2,4})\s+(\S.*)$/;

/** A few names have letters that are not English. */
const orElse = 'windows-1252';

export const icd9cm: Format = {
  name: 'icd9cm',
  title: 'ICD-9-CM',
  wants: 'CMS32_DESC_LONG_DX.txt and CMS32_DESC_SHORT_DX.txt, in one folder',
  find: files => files.filter(({ name }) => fileName.test(name)),
  // Every edition begins with cholera.
  looksLike: beginning => /^0010\s+Cholera/i.test(beginning),
  async open(files, given) {
    const [long, short] = ['long', 'short'].map(kind => oneOf(files, kind));
    const main = long ?? short ?? files[0];
    const version = given.version ?? fileName.exec(main.name)?.[1];
    if (version === undefined)
      throw new SourceError(
        'Its name does not tell the edition, as in CMS32_DESC_LONG_DX.txt: name it with --version.',
      );
    const others = long && short ? [short] : [];
    return {
      lists: [
        {
          name: 'icd9cm',
          family: 'icd',
          version,
          description: 'Diseases and injuries: ICD-9, clinical modification, as in use until 2015',
          languages: ['en'],
        },
      ],
      reads: [main, ...others],
      async *entries(onRead) {
        const abbreviations = new Map<string, string>();
        for (const file of others)
          for await (const { text } of readLines(file, { onRead, orElse })) {
            const [, code, display = ''] = line.exec(text) ?? [];
            if (code !== undefined) abbreviations.set(code, display);
          }
        yield* readLineEntries(main, { onRead, orElse }, text => {
          const [, code, display = ''] = line.exec(text) ?? [];
          if (code === undefined) return 'it has no code and text where they are due';
          return makeItem(0, { code, display, abbreviation: abbreviations.get(code) ?? '' });
        });
      },
    };
  },
};

function oneOf(files: readonly SourceFile[], kind: string): SourceFile | undefined {
  const found = files.filter(({ name }) => fileName.exec(name)?.[2]?.toLowerCase() === kind);
  if (found.length > 1)
    throw new SourceError(
      `There are several: ${found.map(({ name }) => name).join(', ')}. Name one edition.`,
    );
  return found[0];
}
