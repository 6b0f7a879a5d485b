// How a person is related to whom a record is about: HealthVault's numbers, as in the vocabulary wc.relationship-types.

const names: Readonly<Record<number, string>> = {
  0: 'Unknown',
  1: 'Self',
  2: 'Other',
  3: 'Spouse',
  5: 'Child',
  6: 'Guardian',
  7: 'Patient',
  8: 'Parent',
  9: 'Application',
  10: 'Relative',
  11: 'Domestic partner',
  13: 'Pet',
  14: 'Son',
  15: 'Daughter',
};

export function nameRelationship(number: number): string {
  return names[number] ?? 'Unknown';
}
