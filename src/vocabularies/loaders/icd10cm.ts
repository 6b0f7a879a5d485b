// ICD-10-CM, from the order file or the codes file of the CDC and CMS. Codes come without their dot, as those files and
// HealthVault's ICD-9-CM have them; headings that no condition may be coded by are left out.
import { getFirst } from '../../assume.ts';
import { type Format, makeItem, readLineEntries } from './format.ts';
import { type LoadedItem, SourceError } from './source.ts';

const fileName = /^icd10cm[-_](order|codes)[-_](?:(\w+)[-_])?(\d{4})\.txt$/i;

const months = 'january february march april may june july august september october november december'.split(
  ' ',
);

/** Order number, code, whether it may be used, short text, long text. */
const orderLine = /^(\d{5}) (\S{3,7}) *([01]) (.{60}) (.+)$/;
const codesLine = /^([A-Z]\w{2,6})\s+(\S.*)$/;

export const icd10cm: Format = {
  name: 'icd10cm',
  title: 'ICD-10-CM',
  wants: 'icd10cm-order-YYYY.txt or icd10cm-codes-YYYY.txt',
  find: files => {
    const found = files.filter(({ name }) => fileName.test(name) && !/addenda/i.test(name));
    const orders = found.filter(({ name }) => /order/i.test(name));
    return orders.length > 0 ? orders : found;
  },
  looksLike: beginning => orderLine.test(getFirst(beginning.split(/\r?\n/, 1))),
  async open(files, given) {
    const [file] = files;
    if (files.length > 1)
      throw new SourceError(
        `There are several: ${files.map(({ name }) => name).join(', ')}. Name one of them.`,
      );
    const version = given.version ?? versionOf(file.name);
    if (version === undefined)
      throw new SourceError(
        'Its name does not tell the year, as in icd10cm-order-2026.txt: name it with --version.',
      );
    return {
      lists: [
        {
          name: 'icd10cm',
          family: 'icd',
          version,
          description: 'Diseases and other reasons for health care: ICD-10, clinical modification',
          languages: ['en'],
        },
      ],
      reads: [file],
      entries: onRead => readLineEntries(file, { onRead }, itemIn),
    };
  },
};

function itemIn(text: string): LoadedItem | string | undefined {
  const order = orderLine.exec(text);
  if (order) {
    const [, , code = '', isUsable, short = '', long = ''] = order;
    return isUsable === '1' ? makeItem(0, { code, display: long, abbreviation: short }) : undefined;
  }
  const [, code, display = ''] = codesLine.exec(text) ?? [];
  return code === undefined ? 'it has no code and text where they are due' : makeItem(0, { code, display });
}

/** The fiscal year, and the month of an edition within it. */
function versionOf(name: string): string | undefined {
  const [, , month, year] = fileName.exec(name) ?? [];
  if (month === undefined) return year;
  const number = months.indexOf(month.toLowerCase()) + 1;
  return number === 0 ? undefined : `${year}-${String(number).padStart(2, '0')}`;
}
