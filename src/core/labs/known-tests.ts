// Tests of laboratories that people have done most: what they are measured in, and what comes together. What they are called
// stands in the words of each language (labTestWords).
import type { Substance } from '../../things/common/substances.ts';

interface KnownTest {
  /** As laboratories write them, the likeliest first. */
  readonly units: readonly string[];
  /** By which mass becomes moles. */
  readonly substance?: Substance;
}

export const knownTests = {
  haemoglobin: { units: ['g/dL', 'g/L', 'mmol/L'], substance: 'haemoglobin' },
  haematocrit: { units: ['%', 'L/L'] },
  erythrocytes: { units: ['10^12/L', '10^6/µL'] },
  leukocytes: { units: ['10^9/L', '10^3/µL'] },
  platelets: { units: ['10^9/L', '10^3/µL'] },
  mcv: { units: ['fL'] },
  mch: { units: ['pg'] },
  neutrophils: { units: ['%', '10^9/L'] },
  lymphocytes: { units: ['%', '10^9/L'] },
  glucose: { units: ['mmol/L', 'mg/dL'], substance: 'glucose' },
  hba1c: { units: ['mmol/mol', '%'] },
  cholesterol: { units: ['mmol/L', 'mg/dL'], substance: 'cholesterol' },
  ldl: { units: ['mmol/L', 'mg/dL'], substance: 'cholesterol' },
  hdl: { units: ['mmol/L', 'mg/dL'], substance: 'cholesterol' },
  triglycerides: { units: ['mmol/L', 'mg/dL'], substance: 'triglyceride' },
  creatinine: { units: ['µmol/L', 'mg/dL'], substance: 'creatinine' },
  egfr: { units: ['mL/min/1.73 m²'] },
  urea: { units: ['mmol/L', 'mg/dL'], substance: 'urea' },
  uricAcid: { units: ['µmol/L', 'mg/dL'], substance: 'uric acid' },
  sodium: { units: ['mmol/L'] },
  potassium: { units: ['mmol/L'] },
  chloride: { units: ['mmol/L'] },
  calcium: { units: ['mmol/L', 'mg/dL'], substance: 'calcium' },
  magnesium: { units: ['mmol/L', 'mg/dL'], substance: 'magnesium' },
  phosphate: { units: ['mmol/L', 'mg/dL'], substance: 'phosphorus' },
  alt: { units: ['U/L'] },
  ast: { units: ['U/L'] },
  ggt: { units: ['U/L'] },
  alkalinePhosphatase: { units: ['U/L'] },
  bilirubin: { units: ['µmol/L', 'mg/dL'], substance: 'bilirubin' },
  albumin: { units: ['g/L', 'g/dL'] },
  tsh: { units: ['mU/L'] },
  freeT4: { units: ['pmol/L', 'ng/dL'], substance: 'thyroxine' },
  freeT3: { units: ['pmol/L', 'pg/mL'], substance: 'triiodothyronine' },
  ferritin: { units: ['µg/L', 'ng/mL'] },
  iron: { units: ['µmol/L', 'µg/dL'], substance: 'iron' },
  transferrinSaturation: { units: ['%'] },
  vitaminD: { units: ['nmol/L', 'ng/mL'], substance: '25-hydroxyvitamin D' },
  vitaminB12: { units: ['pmol/L', 'pg/mL'], substance: 'vitamin B12' },
  folate: { units: ['nmol/L', 'ng/mL'], substance: 'folate' },
  crp: { units: ['mg/L'] },
  esr: { units: ['mm/h'] },
  inr: { units: [''] },
  psa: { units: ['ng/mL'] },
  cortisol: { units: ['nmol/L', 'µg/dL'], substance: 'cortisol' },
  testosterone: { units: ['nmol/L', 'ng/dL'], substance: 'testosterone' },
  albuminInUrine: { units: ['mg/g', 'mg/mmol'] },
} as const satisfies Readonly<Record<string, KnownTest>>;

export type KnownTestId = keyof typeof knownTests;

export function findKnownTest(id: KnownTestId): KnownTest {
  return knownTests[id];
}

export const panels = {
  bloodCount: ['haemoglobin', 'haematocrit', 'erythrocytes', 'leukocytes', 'platelets', 'mcv'],
  lipids: ['cholesterol', 'ldl', 'hdl', 'triglycerides'],
  sugar: ['hba1c', 'glucose'],
  kidneys: ['creatinine', 'egfr', 'urea', 'uricAcid', 'sodium', 'potassium'],
  liver: ['alt', 'ast', 'ggt', 'alkalinePhosphatase', 'bilirubin', 'albumin'],
  thyroid: ['tsh', 'freeT4', 'freeT3'],
  iron: ['ferritin', 'iron', 'transferrinSaturation', 'haemoglobin'],
  vitamins: ['vitaminD', 'vitaminB12', 'folate'],
  inflammation: ['crp', 'esr', 'leukocytes'],
} as const satisfies Readonly<Record<string, readonly KnownTestId[]>>;

export type PanelId = keyof typeof panels;

export function isPanel(id: string): id is PanelId {
  return Object.hasOwn(panels, id);
}
