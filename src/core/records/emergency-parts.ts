// The parts of an emergency page.

/** What of it an address may open, beside the name. */
export const emergencyParts = [
  'photo',
  'birthDate',
  'bloodType',
  'allergies',
  'conditions',
  'medications',
  'devices',
  'contacts',
] as const;
export type EmergencyPart = (typeof emergencyParts)[number];
