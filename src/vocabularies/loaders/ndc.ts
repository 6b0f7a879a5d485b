// The National Drug Code Directory, from the tables of products and packages of the FDA. Schemas prefer a vocabulary of
// this name though HealthVault never had one. Products and their packages stand in one list: either may be on a label.
import { getFirst } from '../../assume.ts';
import { readBeginning, type SourceFile } from './files.ts';
import { type Format, makeItem, readTableEntries, type Taken } from './format.ts';
import { type Entry, SourceError } from './source.ts';

const productFile = /^products?\.(txt|tsv)$/i;
const productHeading = /^PRODUCTID\tPRODUCTNDC\tPRODUCTTYPENAME/;
const packageFile = /^packages?\.(txt|tsv)$/i;

/** The FDA writes these texts with Windows. */
const shape = { separator: '\t', orElse: 'windows-1252' } as const;

export const ndc: Format = {
  name: 'ndc',
  title: 'National Drug Code Directory',
  wants: 'product.txt and package.txt, in one folder',
  find: files =>
    [productFile, packageFile].flatMap(name => files.filter(file => name.test(file.name)).slice(0, 1)),
  looksLike: beginning => productHeading.test(beginning),
  async open(files, { version }) {
    const [products, packages] = [files.find(isOfProducts), files.find(file => !isOfProducts(file))];
    if (!products) throw new SourceError('product.txt is missing; package.txt alone names nothing.');
    if (version === undefined)
      throw new SourceError(
        'The files do not tell their day: name it with --version, as in --version 2026-11-25.',
      );
    return {
      lists: [
        {
          name: 'NDC',
          family: 'FDA',
          version,
          description: 'Medicines and their packages, by the National Drug Code of the United States',
          languages: ['en'],
        },
      ],
      reads: packages ? [products, packages] : [products],
      entries: onRead => entries(products, packages, onRead),
    };
  },
};

function isOfProducts(file: SourceFile): boolean {
  return productHeading.test(readBeginning(file));
}

async function* entries(
  products: SourceFile,
  packages: SourceFile | undefined,
  onRead: (bytes: number) => void,
): AsyncGenerator<Entry> {
  /** Packages are named after their products, and left out with them. */
  const names = new Map<string, string | undefined>();
  const product = columns(products);
  yield* readTableEntries(
    products,
    { ...shape, fieldsMin: product.count, heading: /^PRODUCTID$/i },
    onRead,
    (fields): Taken => {
      const id = product.of(fields, 'PRODUCTID');
      names.set(id, undefined);
      if (isExcluded(product.of(fields, 'NDC_EXCLUDE_FLAG'))) return undefined;
      const display = productText(name => product.of(fields, name));
      names.set(id, display);
      return makeItem(0, { code: product.of(fields, 'PRODUCTNDC'), display });
    },
  );
  if (!packages) return;
  const pack = columns(packages);
  yield* readTableEntries(
    packages,
    { ...shape, fieldsMin: pack.count, heading: /^PRODUCTID$/i },
    onRead,
    (fields): Taken => {
      const id = pack.of(fields, 'PRODUCTID');
      if (!names.has(id)) return 'no product in the other file has its PRODUCTID';
      const name = names.get(id);
      if (name === undefined || isExcluded(pack.of(fields, 'NDC_EXCLUDE_FLAG'))) return undefined;
      const display = `${name}; ${pack.of(fields, 'PACKAGEDESCRIPTION')}`;
      return makeItem(0, { code: pack.of(fields, 'NDCPACKAGECODE'), display });
    },
  );
}

/** What the FDA found wrong is in the files with a letter that says why. */
function isExcluded(flag: string): boolean {
  return flag !== 'N' && flag !== '';
}

/** `Name suffix (substance) strength form, maker` */
function productText(of: (name: string) => string): string {
  const brand = [of('PROPRIETARYNAME'), of('PROPRIETARYNAMESUFFIX')].filter(Boolean).join(' ');
  const generic = of('NONPROPRIETARYNAME');
  const strengths = of('ACTIVE_NUMERATOR_STRENGTH').split(/; */);
  const units = of('ACTIVE_INGRED_UNIT').split(/; */);
  const strength = strengths.map((number, i) => [number, units[i]].filter(Boolean).join(' ')).join(' / ');
  const isBrand = brand !== '' && brand.toLowerCase() !== generic.toLowerCase();
  const name = isBrand && generic !== '' ? `${brand} (${generic})` : brand || generic;
  const described = [name, strength, of('DOSAGEFORMNAME').toLowerCase()].filter(Boolean).join(' ');
  return name === '' ? '' : [described, of('LABELERNAME')].filter(Boolean).join(', ');
}

/** The columns by the names in the heading. */
function columns(file: SourceFile) {
  const names = getFirst(readBeginning(file).split(/\r?\n/, 1))
    .split('\t')
    .map(name => name.trim().toUpperCase());
  return {
    count: names.length,
    of: (fields: readonly string[], name: string) => unquoted(fields[names.indexOf(name)] ?? ''),
  };
}

/** Spreadsheets put fields in quotes, and quotes in them twice. */
function unquoted(text: string): string {
  const inside = /^"(.*)"$/.exec(text.trim())?.[1];
  return (inside?.replaceAll('""', '"') ?? text).trim();
}
