// `npm run gen`: writes the lists of things and methods from the files that are there.
// The tidy test fails when a list is stale.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './ready.js';

export const lists = [
  { folder: 'src/things', what: 'thing type', out: 'src/things/all.ts', name: 'allThingTypes' },
  { folder: 'src/methods', what: 'method', out: 'src/methods/all.ts', name: 'allMethods' },
];

/** The text a list should have: one import a file, in name order. A file is listed if its default export is the thing to list. */
export function listText({ folder, what, name }) {
  const files = readdirSync(join(root, folder))
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter(file => /^export default /m.test(readFileSync(join(root, folder, file), 'utf8')))
    // By the name alone, as biome orders imports: personal before personal-image.
    .map(file => file.replace(/\.ts$/, ''))
    .sort();
  const local = file => file.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
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

if (process.argv[1] === import.meta.filename) {
  for (const list of lists) {
    const path = join(root, list.out);
    const text = listText(list);
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
  }
}
