// What the family takes, since when and why; after the facts of the first day, what was changed later.
import type { Days } from '../days.ts';
import { type DemoThing, type MedicineChange, type MedicineFacts, makeMedicine } from '../item.ts';
import {
  childrensClinic,
  daysOfOkafors,
  diabetesClinic,
  familyDoctor,
  stayAgo,
  zoeBornAgo,
} from './places.ts';

type Taken = readonly [first: MedicineFacts, ...later: readonly MedicineChange[]];

export function makeMedicines(days: Days, taken: readonly Taken[]): DemoThing[] {
  return taken.map(([first, ...later]) => makeMedicine(days, first, ...later));
}

const tablet = [1, 'Tablets'] as const;

const sugar = 'Type 1 diabetes';
const pressure = 'High blood pressure';
const from = daysOfOkafors;
const by = familyDoctor;

export const amarasMedicines: readonly Taken[] = [
  [
    {
      name: 'Insulin glargine',
      strength: [100, 'U/ml'],
      dose: [18, 'Units'],
      often: 'Every evening',
      why: sugar,
      sinceAgo: daysOfOkafors,
      by: diabetesClinic.doctor,
    },
    { ago: zoeBornAgo + 120, dose: [24, 'Units'], note: 'Needs rise with the pregnancy.' },
    { ago: zoeBornAgo - 2, dose: [16, 'Units'] },
    { ago: 96, dose: [20, 'Units'] },
  ],
  [
    {
      name: 'Insulin aspart',
      strength: [100, 'U/ml'],
      often: 'Three times a day',
      why: sugar,
      sinceAgo: daysOfOkafors - 1,
      by: diabetesClinic.doctor,
      note: '1 unit for 10 g of carbohydrate; 1 more for each 3 mmol/L above 7.',
    },
  ],
  [
    {
      name: 'Ramipril',
      strength: [2.5, 'mg'],
      dose: [1, 'Tablets'],
      often: '1-0-0',
      why: pressure,
      sinceAgo: 928,
      untilAgo: zoeBornAgo + 205,
      by: familyDoctor,
    },
  ],
  [
    {
      name: 'Nifedipine',
      strength: [20, 'mg'],
      dose: [1, 'Tablets'],
      often: '1-0-1',
      why: pressure,
      sinceAgo: zoeBornAgo + 204,
      by: familyDoctor,
      note: 'In place of ramipril, which is not for pregnancies.',
    },
    { ago: zoeBornAgo + 40, strength: [30, 'mg'] },
  ],
  [
    {
      name: 'Atorvastatin',
      strength: [10, 'mg'],
      dose: [1, 'Tablets'],
      often: '0-0-1',
      why: 'Cholesterol',
      sinceAgo: 150,
      by: diabetesClinic.doctor,
    },
    { ago: 60, strength: [20, 'mg'] },
  ],
  [
    {
      name: 'Cetirizine',
      strength: [10, 'mg'],
      dose: [1, 'Tablets'],
      often: 'As needed',
      why: 'Hay fever',
      sinceAgo: 560,
    },
  ],
  [
    {
      name: 'Nitrofurantoin',
      strength: [100, 'mg'],
      dose: [1, 'Capsules'],
      often: 'Twice a day',
      why: 'Bladder infection',
      sinceAgo: 611,
      untilAgo: 606,
      by: familyDoctor,
    },
  ],
  [
    {
      name: 'Folic acid',
      strength: [5, 'mg'],
      dose: [1, 'Tablets'],
      often: 'Once a day',
      why: 'Pregnancy',
      sinceAgo: zoeBornAgo + 230,
      untilAgo: zoeBornAgo + 150,
      by: familyDoctor,
    },
  ],
];

export const zoesMedicines: readonly Taken[] = [
  [
    {
      name: 'Vitamin D3',
      strength: [400, 'iu'],
      dose: [1, 'Drops'],
      often: 'Once a day',
      why: 'Bones',
      sinceAgo: zoeBornAgo - 10,
    },
  ],
  [
    {
      name: 'Iron drops',
      strength: [10, 'mg'],
      dose: [1, 'ml'],
      often: 'Every morning',
      why: 'Born early',
      sinceAgo: zoeBornAgo - 45,
      by: childrensClinic.doctor,
    },
  ],
  [
    {
      name: 'Paracetamol suspension',
      strength: [60, 'mg'],
      dose: [2.5, 'ml'],
      often: 'As needed',
      why: 'Fever',
      sinceAgo: 190,
    },
  ],
  [
    {
      name: 'Amoxicillin',
      strength: [125, 'mg'],
      dose: [5, 'ml'],
      often: 'Three times a day',
      why: 'Middle ear infection',
      sinceAgo: 46,
      untilAgo: 39,
      by: childrensClinic.doctor,
    },
  ],
];

export const gracesMedicines: readonly Taken[] = [
  [
    {
      name: 'Warfarin',
      strength: [3, 'mg'],
      dose: tablet,
      often: 'Every evening',
      why: 'Atrial fibrillation',
      sinceAgo: from,
      by,
      note: 'INR 2 to 3. The yellow book is in the kitchen drawer.',
    },
    { ago: 700, strength: [4, 'mg'] },
    { ago: stayAgo - 9, strength: [2, 'mg'], note: 'Begun again after the bleeding. INR 2 to 2.5.' },
    { ago: 120, strength: [3, 'mg'] },
  ],
  [
    {
      name: 'Amlodipine',
      strength: [5, 'mg'],
      dose: tablet,
      often: '1-0-0',
      why: 'High blood pressure',
      sinceAgo: from - 1,
      by,
    },
    { ago: 460, strength: [10, 'mg'] },
  ],
  [
    {
      name: 'Paracetamol',
      strength: [500, 'mg'],
      dose: [2, 'Tablets'],
      often: 'As needed',
      why: 'Knees',
      sinceAgo: stayAgo - 9,
      by,
      note: 'Up to four times a day. No ibuprofen or the like.',
    },
  ],
  [
    {
      name: 'Naproxen',
      strength: [250, 'mg'],
      dose: tablet,
      often: 'Twice a day',
      why: 'Knees',
      sinceAgo: 620,
      untilAgo: stayAgo,
      by,
      note: 'Stopped in hospital.',
    },
  ],
  [
    {
      name: 'Bisoprolol',
      strength: [2.5, 'mg'],
      dose: tablet,
      often: '1-0-0',
      why: 'Atrial fibrillation',
      sinceAgo: from - 1,
      by,
    },
  ],
  [
    {
      name: 'Levothyroxine',
      strength: [75, 'mcg'],
      dose: tablet,
      often: '1-0-0',
      why: 'Underactive thyroid',
      sinceAgo: from - 1,
      by,
    },
  ],
  [
    {
      name: 'Omeprazole',
      strength: [20, 'mg'],
      dose: tablet,
      often: '1-0-0',
      why: 'Stomach, after the bleeding',
      sinceAgo: stayAgo - 9,
      by,
    },
  ],
  [
    {
      name: 'Furosemide',
      strength: [20, 'mg'],
      dose: tablet,
      often: 'Every second day',
      why: 'Swollen ankles',
      sinceAgo: 380,
      by,
    },
  ],
  [
    {
      name: 'Alendronate',
      strength: [70, 'mg'],
      dose: tablet,
      often: 'Once a week',
      why: 'Bones',
      sinceAgo: 520,
      by,
    },
  ],
  [
    {
      name: 'Calcium with vitamin D',
      strength: [500, 'mg'],
      dose: tablet,
      often: '1-0-1',
      why: 'Bones',
      sinceAgo: 518,
      by,
    },
  ],
];
