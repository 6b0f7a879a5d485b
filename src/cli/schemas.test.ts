import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { XmlBufferInputProvider, XmlDocument, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm';
import { expect, test } from 'vitest';
import { keepwell, tempFolder } from '../testing/process.ts';
import { xsdFiles } from '../things/xsd.ts';

const exportTo = (dir: string, ...options: string[]) => keepwell(['schemas', 'export', dir, ...options]);

test('writes every schema, and each compiles with those that lie beside it', async () => {
  const dir = join(tempFolder(), 'new', 'schemas');
  expect(await exportTo(dir)).toEqual({ code: 0, out: `${xsdFiles.size} schemas in ${dir}\n`, err: '' });
  expect(readdirSync(dir).sort()).toEqual([...xsdFiles.keys()].sort());
  const files = Object.fromEntries(
    readdirSync(dir).map(name => [`exported/${name}`, readFileSync(join(dir, name))]),
  );
  xmlRegisterInputProvider(new XmlBufferInputProvider(files));
  for (const [url, file] of Object.entries(files)) {
    using document = XmlDocument.fromBuffer(file, { url });
    XsdValidator.fromDoc(document).dispose();
  }
});

test('writes over its own files again, and says what it wrote as JSON', async () => {
  const dir = tempFolder();
  expect((await exportTo(dir)).code).toBe(0);
  const again = await exportTo(dir, '--json');
  expect({ ...again, out: JSON.parse(again.out) }).toEqual({
    code: 0,
    out: { folder: dir, files: [...xsdFiles.keys()] },
    err: '',
  });
});

test.each([
  ['a file of another name', 'notes.txt'],
  ["somebody's file of the same name", 'base.xsd'],
])('refuses a folder with %s unless forced', async (_, name) => {
  const dir = tempFolder();
  writeFileSync(join(dir, name), 'mine');
  const refused = await exportTo(dir);
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.err).toContain(`${dir} holds other files, such as ${name}.`);
  expect(readdirSync(dir)).toEqual([name]);
  expect((await exportTo(dir, '--force')).code).toBe(0);
  expect(readFileSync(join(dir, name), 'utf8') === 'mine').toBe(!xsdFiles.has(name));
});

test('says what is wrong with a path that is a file', async () => {
  const file = join(tempFolder(), 'file');
  writeFileSync(file, '');
  expect(await exportTo(file)).toEqual({
    code: 1,
    out: '',
    err: `keepwell: ${file}: a part of the path is not a folder.\n`,
  });
});
