// What a mole of a substance weighs, in grams: without it no mg/dL becomes mmol/L.
export const molarMass = {
  glucose: 180.156,
  /** As laboratories reckon: 38.67 mg/dL are 1 mmol/L. */
  cholesterol: 386.7,
  /** Those of food differ; laboratories reckon with 88.57 mg/dL for 1 mmol/L. */
  triglyceride: 885.7,
  /** Of one of the four parts of it, which is what laboratories count. */
  haemoglobin: 16114.5,
  creatinine: 113.12,
  urea: 60.06,
  'uric acid': 168.11,
  bilirubin: 584.66,
  calcium: 40.078,
  iron: 55.845,
  magnesium: 24.305,
  phosphorus: 30.974,
  '25-hydroxyvitamin D': 400.64,
  'vitamin B12': 1355.37,
  folate: 441.4,
  thyroxine: 776.87,
  triiodothyronine: 650.98,
  cortisol: 362.46,
  testosterone: 288.42,
} as const;
export type Substance = keyof typeof molarMass;

export function isSubstance(name: string): name is Substance {
  return Object.hasOwn(molarMass, name);
}
