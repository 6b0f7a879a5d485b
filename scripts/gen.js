// `npm run gen`: writes the lists of things and methods from the files that are there.
// The tidy test fails when a list is stale.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './ready.js';

const locales = 'src/locales';

/** A folder for each language. */
const localeFolders = readdirSync(join(root, locales)).filter(name => /^[a-z]{2}$/.test(name));

/** Folders of a language whose files are parts of one table. */
const wordTables = ['codes', 'things'];

export const lists = [
  { folder: 'src/things', what: 'thing type', out: 'src/things/all.ts', name: 'allThingTypes' },
  { folder: 'src/things', out: 'src/things/values.ts', text: valueTypes },
  {
    folder: 'src/formats/fhir/types',
    what: 'mapping of a thing type',
    out: 'src/formats/fhir/types/all.ts',
    name: 'allMappings',
  },
  { folder: 'src/methods', what: 'method', out: 'src/methods/all.ts', name: 'allMethods' },
  { folder: 'src/methods', out: 'src/methods/contracts/all.ts', text: contractTable },
  { folder: 'src/core/healthvault', out: 'src/methods/contracts/statuses.ts', text: statusTable },
  ...localeFolders.map(language => ({
    folder: `${locales}/${language}`,
    out: `${locales}/${language}/all.ts`,
    text: localeWords,
  })),
  { folder: `${locales}/en`, out: `${locales}/words.ts`, text: wordFinders },
];

/** The text a list should have. */
export function listText(list) {
  return (list.text ?? importList)(list);
}

/** One import a file, in name order. */
function importList({ folder, what, name }) {
  const files = listed(folder).map(({ file }) => file);
  return [
    `// Every ${what}, one file each. Written by \`npm run gen\`: do not edit.`,
    ...files.map(file => `import ${local(file)} from './${file}.ts';`),
    '',
    `export const ${name} = [`,
    ...files.map(file => `  ${local(file)},`),
    '] as const;',
    '',
  ].join('\n');
}

/** The contract of every method by its name: the export in contracts/ that is named after the file. */
function contractTable({ folder }) {
  const contract = file => join(root, folder, 'contracts', `${file}.ts`);
  const methods = listed(folder)
    .map(({ file, text }) => ({ file, method: /\bname: '(\w+)'/.exec(text)[1], name: local(file) }))
    .filter(({ file }) => existsSync(contract(file)));
  return [
    '// What every method takes and answers, by its name. Written by `npm run gen`: do not edit.',
    ...methods.map(({ file, name }) => `import { ${name} } from './${file}.ts';`),
    '',
    'export const contracts = {',
    ...methods.map(({ method, name }) => `  ${method}: ${name},`),
    '};',
    '',
  ].join('\n');
}

/** The codes of the statuses by their names, without the words the platform has for them. */
function statusTable({ folder }) {
  const text = readFileSync(join(root, folder, 'statuses.ts'), 'utf8');
  const table = /const table = \{\n([\s\S]*?)\n\} as const/.exec(text)[1];
  return [
    '// The codes of the statuses by their names. Written by `npm run gen` from src/core/healthvault/statuses.ts: do not edit.',
    'export const statusCodes = {',
    ...[...table.matchAll(/^ {2}(\w+): \[\s*(\d+),/gm)].map(([, name, code]) => `  ${name}: ${code},`),
    '} as const;',
    '',
  ].join('\n');
}

/** The words of a language: of every area, and the tables of which each folder has several. */
function localeWords({ folder }) {
  const all = wordFiles(folder);
  return [
    '// Every word of the language, by area. Written by `npm run gen`: do not edit.',
    ...all.filter(({ table }) => table).map(({ name, path }) => `import { ${name} } from './${path}';`),
    '',
    ...all.filter(({ table }) => !table).map(({ name, path }) => `export { ${name} } from './${path}';`),
    ...wordTables.flatMap(table => ['', ...tableOf(table, all)]),
    '',
  ].join('\n');
}

function tableOf(table, all) {
  const names = all.filter(file => file.table === table).map(({ name }) => name);
  const line = `export const ${table} = [${names.join(', ')}];`;
  return line.length <= 110
    ? [line]
    : [`export const ${table} = [`, ...names.map(name => `  ${name},`), '];'];
}

/** How words are found. */
function wordFinders({ folder }) {
  const names = wordFiles(folder)
    .filter(({ table }) => !table)
    .map(({ name }) => name);
  if (new Set(names).size < names.length) throw new Error('two areas have one name');
  return [
    '// Every word, in the language of who reads it. Written by `npm run gen`: do not edit.',
    "import { findAreas } from './areas.ts';",
    "import { joinCodeWords } from './code-words.ts';",
    ...localeFolders.map(language => `import * as ${language} from './${language}/all.ts';`),
    "import { findThingWords } from './thing-words.ts';",
    '',
    `export const inLanguages = { ${localeFolders.join(', ')} };`,
    '',
    'export const thingWords = findThingWords(inLanguages);',
    '',
    'export const codeWords = joinCodeWords(inLanguages);',
    '',
    'const area = findAreas(inLanguages);',
    '',
    ...names.sort(byCodeUnit).map(name => `export const ${name} = area('${name}');`),
    '',
  ].join('\n');
}

/** The files that export words, as biome orders them. */
function wordFiles(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'all.ts')
    .map(entry => join(entry.parentPath, entry.name))
    .map(file => {
      const path = relative(join(root, folder), file).replaceAll('\\', '/');
      return {
        path,
        name: /^export const (\w+)/m.exec(readFileSync(file, 'utf8'))[1],
        table: wordTables.find(table => path.startsWith(`${table}/`)),
      };
    })
    .sort((a, b) => byCodeUnit(a.path.replace('.ts', ''), b.path.replace('.ts', '')));
}

/** `get-things` → `getThings` */
function local(file) {
  return file.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

/** The static type of every version of every thing type, by name and by id. A version with the schema `basic1` has values of the type `Basic1`. */
function valueTypes({ folder }) {
  const files = listed(folder).map(({ file, text }) => ({ file, versions: versionsIn(text) }));
  const names = files.flatMap(({ versions }) => versions.map(({ type }) => type)).sort(byCodeUnit);
  const importsOf = keyword =>
    files.map(({ file, versions }) => {
      const types = versions.map(({ type }) => type).sort(byCodeUnit);
      return `${keyword} type { ${types.join(', ')} } from './${file}.ts';`;
    });
  if (new Set(names).size < names.length) throw new Error('two versions have values of one name');
  return [
    '// The static type of every version of every thing type. Written by `npm run gen`: do not edit.',
    ...importsOf('import'),
    '',
    ...importsOf('export'),
    '',
    '/** What an item is read as, by its version-type-id. */',
    'export interface ThingValues {',
    ...files.flatMap(({ versions }) => versions.map(({ id, type }) => `  '${id}': ${type};`)),
    '}',
    '',
  ].join('\n');
}

function versionsIn(text) {
  const versions = [...text.matchAll(/thingVersion\(\{([^}]|\}(?!\)))*\}\)/g)].map(([version]) => version);
  return versions.map(version => {
    const id = /\bid: '([^']+)'/.exec(version)[1];
    const schema = /\bschema: (\w+)/.exec(version)[1];
    return { id, type: schema.charAt(0).toUpperCase() + schema.slice(1) };
  });
}

/** The files whose default export is a thing to list, by name alone, as biome orders imports: personal before personal-image. */
function listed(folder) {
  return readdirSync(join(root, folder))
    .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map(name => ({
      file: name.replace(/\.ts$/, ''),
      text: readFileSync(join(root, folder, name), 'utf8'),
    }))
    .filter(({ text }) => /^export default /m.test(text))
    .sort((a, b) => byCodeUnit(a.file, b.file));
}

function byCodeUnit(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

if (process.argv[1] === import.meta.filename) {
  for (const list of lists) {
    const path = join(root, list.out);
    const text = listText(list);
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
  }
}
