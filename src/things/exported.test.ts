// `@keepwell/client/things` as a user of the package imports it: what is built, under its public name.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { everyType, fromXml, type Medication, toXml, type Weight } from './index.ts';

const root = resolve(import.meta.dirname, '../..');

const script = `
  import { createRequire } from 'node:module';
  import { everyType, fromJson, fromXml, toJson, toXml } from '@keepwell/client/things';
  const id = '3d34d87e-7fc1-4153-800f-f56592cb0d17';
  const xml = '<weight><when><date><y>2026</y><m>11</m><d>2</d></date></when><value><kg>INF</kg></value></weight>';
  const json = toJson(fromXml(id, xml));
  const packages = Object.keys(createRequire(import.meta.url).cache).map(file => /.*node_modules.((?:@[^/\\\\]+.)?[^/\\\\]+)/.exec(file)?.[1]);
  const native = process.report.getReport().sharedObjects.filter(file => file.endsWith('.node'));
  console.log(JSON.stringify({
    types: everyType().length, json, same: toXml(id, fromJson(id, json)) === xml, packages: [...new Set(packages)].sort(), native,
  }));
`;

describe.skipIf(!existsSync(join(root, 'packages/client/dist/things/index.js')))(
  'built (npm run build)',
  () => {
    test('reads and writes items in XML and JSON, and brings no other package with it', () => {
      const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
        cwd: root,
        encoding: 'utf8',
      });
      expect(JSON.parse(printed)).toEqual({
        types: everyType().length,
        json: { when: { date: { y: 2026, m: 11, d: 2 } }, value: { kg: 'INF' } },
        same: true,
        packages: [],
        native: [],
      });
    });
  },
);

test('the id tells the compiler what an item is read as', () => {
  const id = '3d34d87e-7fc1-4153-800f-f56592cb0d17';
  const xml = toXml(id, { when: { date: { y: 2026, m: 11, d: 2 } }, value: { kg: 72.5 } });
  const weight = fromXml(id, xml);
  expectTypeOf(weight).toEqualTypeOf<Weight>();
  expect(weight.value.kg).toBe(72.5);
  expectTypeOf(fromXml<'30cafccc-047d-4288-94ef-643571f7919d'>).returns.toEqualTypeOf<Medication>();
  expectTypeOf(fromXml<string>).returns.toBeUnknown();
});

test('an id in any case is the same, and one that is none is told', () => {
  const xml =
    '<weight><when><date><y>2026</y><m>11</m><d>2</d></date></when><value><kg>1</kg></value></weight>';
  expect(fromXml('3D34D87E-7FC1-4153-800F-F56592CB0D17', xml)).toMatchObject({ value: { kg: 1 } });
  expect(() => fromXml('00000000-0000-0000-0000-000000000000', xml)).toThrow(RangeError);
});
