import { expect, test } from 'vitest';
import immunizationType, { type Immunization, type Immunization1 } from './immunization.ts';
import { transform } from './index.ts';

const [version1, version2] = immunizationType.versions;
const up = (value: Immunization1) => transform(immunizationType, value, version1!, version2!) as Immunization;
const down = (value: Immunization) =>
  transform(immunizationType, value, version2!, version1!) as Immunization1;

const name = { text: 'Anthrax vaccine', code: [{ value: '24', type: 'vaccines-cvx' }] };

test('an immunization goes up and comes back whole', () => {
  const older: Immunization1 = {
    name,
    administrationDate: { structured: { date: { y: 2005 } } },
    administrator: { name: { full: 'Ada' } },
    manufacturer: 'Abbott',
    lot: 'N/A',
    route: { text: 'by mouth' },
    expirationDate: { y: 2008, m: 1 },
    sequence: '2',
    anatomicSurface: { text: 'Arm' },
    adverseEvent: 'none',
    consent: 'by phone',
  };
  const newer = up(older);
  expect(newer).toEqual({ ...older, manufacturer: { text: 'Abbott' } });
  expect(down(newer)).toEqual(older);
  expect(immunizationType.summary(newer as never)).toBe('Anthrax vaccine, dose 2, Abbott');
});

test('version 1 has no codes of the manufacturer, and must have a date', () => {
  const manufacturer = { text: 'Abbott', code: [{ value: 'AB', type: 'vaccine-manufacturers-mvx' }] };
  expect(down({ name, manufacturer })).toEqual({
    name,
    administrationDate: { descriptive: 'Unknown' },
    manufacturer: 'Abbott',
  });
  expect(up({ name, administrationDate: { descriptive: 'in May' } })).toEqual({
    name,
    administrationDate: { descriptive: 'in May' },
  });
});
