// LOINC, from the table that Regenstrief publishes as csv. Deprecated terms are left out.
import { readRowEntries, readRows, wantColumns } from './csv.ts';
import type { SourceFile } from './files.ts';
import { type Format, makeItem } from './format.ts';
import { SourceError } from './source.ts';

/** The whole table, and the part of it with fewer columns. */
const fileNames = ['loinc.csv', 'loinctablecore.csv'];

export const loinc: Format = {
  name: 'loinc',
  title: 'LOINC',
  wants: fileNames.map(name => (name === 'loinc.csv' ? 'Loinc.csv' : 'LoincTableCore.csv')).join(' or '),
  find: files =>
    fileNames.flatMap(name => files.filter(file => file.name.toLowerCase() === name)).slice(0, 1),
  looksLike: beginning => /^(\xef\xbb\xbf)?"?LOINC_NUM"?,/.test(beginning),
  async open([file], given) {
    wantColumns(file, ['LOINC_NUM', 'LONG_COMMON_NAME', 'STATUS']);
    const version = given.version ?? (await newestVersion(file));
    if (version === undefined)
      throw new SourceError(
        `${file.name} does not tell its version: name it with --version, as in --version 2.81.`,
      );
    return {
      lists: [
        {
          name: 'LOINC',
          family: 'regenstrief',
          version,
          description: 'Laboratory tests and other observations',
          languages: ['en'],
        },
      ],
      reads: [file],
      entries: onRead =>
        readRowEntries(file, onRead, of =>
          of('STATUS') === 'DEPRECATED'
            ? undefined
            : makeItem(0, {
                code: of('LOINC_NUM'),
                display: of('LONG_COMMON_NAME') || of('COMPONENT'),
                abbreviation: of('SHORTNAME'),
              }),
        ),
    };
  },
};

/** Each release changes some terms, and says so in them. */
async function newestVersion(file: SourceFile): Promise<string | undefined> {
  const versions = new Intl.Collator('en', { numeric: true });
  let newest: string | undefined;
  for await (const row of readRows(file, () => {})) {
    const version = 'problem' in row ? '' : row.of('VERSIONLASTCHANGED').trim();
    if (/^\d+\.\d+/.test(version) && (newest === undefined || versions.compare(version, newest) > 0))
      newest = version;
  }
  return newest;
}
