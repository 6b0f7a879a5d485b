// What reports have in common: the sections of whom they come from.

/** HL7's table of the parts of a hospital that make reports. */
export const reportSections = 'http://terminology.hl7.org/CodeSystem/v2-0074';
