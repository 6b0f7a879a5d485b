// What the family keeps as files: letters, cards in photos, mails, and what everybody looks like.
import file from '../../things/file.ts';
import message from '../../things/message.ts';
import personalImage from '../../things/personal-image.ts';
import { type Days, dayMs } from '../days.ts';
import { type DemoThing, makeEntry, thing } from '../item.ts';
import { type Card, drawFace, type Face, type Letter, photographCard, writeLetter } from './papers.ts';
import { diabetesClinic, familyDoctor, hospital, laboratory, stayAgo, zoeBornAgo } from './places.ts';

export interface Papers {
  readonly amara: readonly DemoThing[];
  readonly zoe: readonly DemoThing[];
  readonly grace: readonly DemoThing[];
  readonly daniel: readonly DemoThing[];
}

/** @param now as of the days, in milliseconds */
export async function makePapers(days: Days, now: number): Promise<Papers> {
  const letter: WriteLetter = async (name, ago, given, note) => {
    const bytes = await writeLetter({ ...given, writtenAt: new Date(now - ago * dayMs) });
    return makeFile(name, ago, 'application/pdf', bytes, note);
  };
  return {
    amara: await makeAmaras(days, letter),
    zoe: [
      await photograph(
        'Vaccination card.jpg',
        zoeBornAgo - 112,
        vaccinationCard,
        'The third of pneumococcal is missing.',
      ),
      await letter('Letter of the ward for early children.pdf', zoeBornAgo - 9, ward),
      await makePicture(60, {
        wall: '#f3e3cf',
        skin: '#9c6b4a',
        hair: '#2a1c16',
        shirt: '#e0a64a',
        hairTo: 0,
      }),
    ],
    grace: await makeGraces(days, letter),
    daniel: [
      await photograph('Asthma plan.jpg', 279, asthmaPlan),
      await makePicture(200, {
        wall: '#e4ddd3',
        skin: '#6f4630',
        hair: '#15100e',
        shirt: '#34506e',
        hairTo: 0,
      }),
    ],
  };
}

type WriteLetter = (
  name: string,
  ago: number,
  given: Omit<Letter, 'writtenAt'>,
  note?: string,
) => Promise<DemoThing>;

async function makeAmaras(days: Days, letter: WriteLetter): Promise<DemoThing[]> {
  return [
    await letter('Eye screening result.pdf', 131, eyes, 'Next one in a year.'),
    await letter('Letter of the diabetes clinic.pdf', 80, clinic),
    await photograph('Insurance card.jpg', 400, insuranceCard),
    makeMail(days, 12, {
      from: 'Diabetes Centre <clinic@stbrendans.example>',
      subject: 'Your appointment next week',
      text: 'Dear Ms Okafor,\n\nplease bring your meter and the list of your medicines, and have your blood taken at least two days before.\n\nThe team of the Diabetes Centre\n',
    }),
    makeMail(days, 77, {
      from: `${laboratory} <results@stbrendans.example>`,
      subject: 'Your results are ready',
      text: 'Dear Ms Okafor,\n\nyour results of last week are in. HbA1c 53 mmol/mol. The albumin in the urine is a little higher than last time; the clinic will talk it over with you.\n',
    }),
    await makePicture(120, {
      wall: '#d7e6dd',
      skin: '#8a5a3c',
      hair: '#1d1412',
      shirt: '#2f6f62',
      hairTo: 1,
    }),
  ];
}

async function makeGraces(days: Days, letter: WriteLetter): Promise<DemoThing[]> {
  return [
    await letter('Discharge letter.pdf', stayAgo - 10, discharge, 'The doctor has it as well.'),
    await letter('Advance directive.pdf', 240, directive, 'The original is with Amara.'),
    await photograph('Warfarin book.jpg', 30, warfarinBook),
    makeMail(days, 34, {
      from: 'St Brendan’s Hospital <eyes@stbrendans.example>',
      subject: 'Date of your second cataract operation',
      text: 'Dear Mrs Nwosu,\n\nplease come without breakfast, and go on with your warfarin. Somebody should take you home.\n',
    }),
    await makePicture(300, {
      wall: '#dfe3ef',
      skin: '#7b4f35',
      hair: '#b9b4ad',
      shirt: '#7a4a78',
      hairTo: 0.3,
    }),
  ];
}

async function photograph(name: string, ago: number, card: Card, note?: string): Promise<DemoThing> {
  return makeFile(name, ago, 'image/jpeg', await photographCard(card), note);
}

function makeFile(name: string, ago: number, contentType: string, bytes: Buffer, note?: string): DemoThing {
  const value = { name, size: bytes.length, contentType: { text: contentType } };
  const blobs = [{ name: '', contentType, bytes }];
  return makeEntry(ago, { ...thing(file, value, note), blobs });
}

async function makePicture(ago: number, face: Face): Promise<DemoThing> {
  const blobs = [{ name: '', contentType: 'image/jpeg', bytes: await drawFace(face) }];
  return makeEntry(ago, { ...thing(personalImage, {}), blobs });
}

interface Mail {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
}

function makeMail(days: Days, ago: number, { from, subject, text }: Mail): DemoThing {
  const bytes = Buffer.from(text);
  const value = {
    when: days.at(ago, 10, 12),
    headers: [
      { name: 'From', value: from },
      { name: 'Subject', value: subject },
    ],
    size: bytes.length,
    textBlobName: 'text',
  };
  const blobs = [{ name: 'text', contentType: 'text/plain; charset=utf-8', bytes }];
  return makeEntry(ago, { ...thing(message, value), blobs });
}

const eyes = {
  from: 'Severn Eye Screening',
  title: 'Result of your eye screening',
  facts: [
    ['Name', 'Amara Okafor'],
    ['Right eye', 'R1: a few small spots'],
    ['Left eye', 'R0: nothing found'],
  ],
  paragraphs: [
    'Your photographs show early background changes in the right eye. They do no harm to your sight and need no treatment.',
    'Keeping blood sugar and blood pressure near your targets is the best protection. We will ask you again in twelve months.',
  ],
  signed: 'Severn Eye Screening, Queen Square, Bristol',
} as const satisfies Omit<Letter, 'writtenAt'>;

const clinic = {
  from: diabetesClinic.name,
  title: 'Clinic letter',
  facts: [
    ['Name', 'Amara Okafor'],
    ['Diagnoses', 'Type 1 diabetes since 2004; high blood pressure; albumin in the urine'],
    ['HbA1c', '53 mmol/mol (7.0 %)'],
  ],
  paragraphs: [
    'Amara is doing well eight months after the birth of her daughter. Mornings are near the target; after dinner values are between 8 and 11 mmol/L.',
    'Changes: insulin glargine 20 units every evening. Atorvastatin 20 mg. We will think about ramipril again once she has stopped breastfeeding, as the albumin in her urine is rising slowly.',
    'Next: blood and urine before the visit in three months.',
  ],
  signed: diabetesClinic.doctor,
} as const satisfies Omit<Letter, 'writtenAt'>;

const ward = {
  from: hospital.name,
  title: 'Letter of the ward for early children',
  facts: [
    ['Name', 'Zoe Okafor'],
    ['Born', 'after 35 weeks and 2 days, 2410 g, 46 cm, head 32.4 cm'],
    ['Stay', 'nine days'],
  ],
  paragraphs: [
    'Zoe was watched for her blood sugar, as her mother has diabetes; the lowest was 2.7 mmol/L. Jaundice was treated with light for two days.',
    'She drinks well from breast and bottle. Please give vitamin D from now on, and iron from six weeks. Hearing was tested in both ears.',
  ],
  signed: 'Dr Anna Brandt',
} as const satisfies Omit<Letter, 'writtenAt'>;

const discharge = {
  from: hospital.name,
  title: 'Discharge letter',
  facts: [
    ['Name', 'Grace Nwosu, born 23 January 1950'],
    ['Reason', 'Bleeding of the stomach, on warfarin and naproxen'],
    ['INR on arrival', '6.8'],
  ],
  paragraphs: [
    'Mrs Nwosu came at night with black stools. Haemoglobin was 78 g/L. She was given vitamin K and two units of blood. An ulcer of the stomach was found and clipped; no bleeding since.',
    'Warfarin was begun again on day nine at 2 mg with a target INR of 2.0 to 2.5. Omeprazole 20 mg for as long as she takes warfarin. Naproxen was stopped: no ibuprofen, naproxen or the like any more. Paracetamol for the knees.',
    'Please: INR twice a week for a month, blood count in two weeks.',
  ],
  signed: hospital.doctor,
} as const satisfies Omit<Letter, 'writtenAt'>;

const directive = {
  from: 'Grace Nwosu',
  title: 'Advance directive',
  facts: [
    ['Born', '23 January 1950'],
    ['Speaks for me', 'Amara Okafor, my daughter'],
  ],
  paragraphs: [
    'If I cannot decide for myself and there is no hope that I will again, I want no ventilator for more than a few days and no tube for food.',
    'Pain and fear are to be treated in any case, even if I live less long for it.',
  ],
  signed: `Signed in the presence of ${familyDoctor}`,
} as const satisfies Omit<Letter, 'writtenAt'>;

const insuranceCard = {
  title: 'Severn Mutual',
  rows: [
    ['Member', 'Number'],
    ['Amara Okafor', 'SM 4471 902'],
    ['Zoe Okafor', 'SM 4471 903'],
    ['Valid until', 'see letter'],
  ],
  paper: '#e8f1f4',
  ink: '#1f5f7a',
} as const satisfies Card;

const vaccinationCard = {
  title: 'Vaccination card',
  rows: [
    ['Vaccine', '1', '2', '3'],
    ['BCG', 'yes', '', ''],
    ['Hepatitis B', 'at birth', '', ''],
    ['Six in one', 'yes', 'yes', 'yes'],
    ['Pneumococcal', 'yes', 'yes', ''],
    ['Rotavirus', 'yes', 'yes', ''],
  ],
  paper: '#fbf4d9',
  ink: '#7a4b1f',
} as const satisfies Card;

const warfarinBook = {
  title: 'Warfarin: my INR',
  rows: [
    ['Day', 'INR', 'Dose'],
    ['Monday', '2.2', '3 mg'],
    ['Thursday', '2.4', '3 mg'],
    ['Monday', '2.3', '3 mg'],
    ['Target', '2.0 to 2.5', ''],
  ],
  paper: '#fff3a8',
  ink: '#5a4a00',
} as const satisfies Card;

const asthmaPlan = {
  title: 'My asthma plan',
  rows: [
    ['When', 'What'],
    ['Over 480 L/min', 'as always'],
    ['380 to 480', 'twice a day'],
    ['Under 380', 'call the surgery'],
  ],
  paper: '#eef6ea',
  ink: '#2d6a3a',
} as const satisfies Card;
