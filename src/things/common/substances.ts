// What a mole of a substance weighs, in grams: without it no mg/dL becomes mmol/L.
export const molarMass = {
  glucose: 180.156,
  /** As laboratories reckon: 38.67 mg/dL are 1 mmol/L. */
  cholesterol: 386.7,
  /** Those of food differ; laboratories reckon with 88.57 mg/dL for 1 mmol/L. */
  triglyceride: 885.7,
} as const;
export type Substance = keyof typeof molarMass;

export function isSubstance(name: string): name is Substance {
  return Object.hasOwn(molarMass, name);
}
