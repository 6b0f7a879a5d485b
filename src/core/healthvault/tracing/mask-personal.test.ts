// What is about somebody is masked outside of sandboxes, though it may be named like what says nothing of a person.
import { expect, test } from 'vitest';
import { type MaskOptions, mask, maskExchange } from './mask.ts';

const production = { showsValues: false, lengthMax: 65_536 };
const maskedXml = (xml: string, options: MaskOptions) => maskExchange([xml], options)[0];

test.each([
  'section',
  'format',
  'state',
  'thing-state',
  'xml',
  'configuration',
  'name-of-type',
  'instance-id',
  'version',
  'language',
])('a word that somebody chose is not shown as <%s>', name => {
  for (const word of ['schizophrenia', 'HIV positive', 'hiv'])
    expect(
      maskedXml(`<info><${name}>${word}</${name}><a ${name}="${word}"/></info>`, production),
    ).not.toContain(word);
});

test('a header tells of the version that an application calls its own', () => {
  const xml = '<header><version>Curves/1.2 (Linux)</version></header>';
  expect(maskedXml(xml, production)).toContain('Curves/1.2 (Linux)');
});

test.each([
  'app-settings',
  'data-other',
  'package',
  'thing-xml',
  'data-xml',
  'other-data',
  'record',
  'common',
])('nothing within %s is shown of people’s records', name => {
  const xml = `<info><${name}><state>Vermont</state><deep><code>E11.9</code><message>tired</message></deep></${name}></info>`;
  const shown = maskedXml(xml, production)!;
  for (const value of ['Vermont', 'E11.9', 'tired']) expect(shown).not.toContain(value);
  expect(shown).toContain(`<state>${mask}</state>`);
  expect(maskedXml(xml, { ...production, showsValues: true })).toContain('Vermont');
});
