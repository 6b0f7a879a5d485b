import { expect, test } from 'vitest';
import { readOutline } from './xml-outline.ts';

test('names of elements and attributes become words', () => {
  const outline = readOutline(
    '<ClinicalDocument><effectiveTime hl7:nullFlavor="NI" xmlns:hl7="urn:x"/></ClinicalDocument>',
  )!;
  expect(outline.name).toBe('Clinical document');
  const [child] = outline.children;
  expect(child).toMatchObject({ name: 'Effective time', attributes: [{ name: 'Null flavor', value: 'NI' }] });
});

test('a name is shown up to a length, however long its sender made it', () => {
  const long = 'x'.repeat(20_000);
  const outline = readOutline(`<${long} ${long}="1"><b>text</b></${long}>`)!;
  expect(outline.name.length).toBeLessThanOrEqual(100);
  expect(outline.attributes[0]!.name.length).toBeLessThanOrEqual(100);
  expect(outline.children).toMatchObject([{ name: 'B', text: 'text' }]);
});
