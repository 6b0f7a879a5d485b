// Short ways to write what the families of the demo have.
import { type PanelLine, readRange, writePanel } from '../core/labs/panel.ts';
import type { ThingWrite } from '../core/things/plan.ts';
import { makeThing } from '../core/things/typed.ts';
import appointment from '../things/appointment.ts';
import type { CodableValue } from '../things/common/codable.ts';
import immunization from '../things/immunization.ts';
import labResults from '../things/lab-results.ts';
import medication, { type Medication } from '../things/medication.ts';
import medicationFill from '../things/medication-fill.ts';
import procedure from '../things/procedure.ts';
import type { Days } from './days.ts';

export { makeThing as thing } from '../core/things/typed.ts';

export interface DemoThing extends ThingWrite {
  /** How many days ago the family wrote it down; left out for what was measured, which has a day of its own. */
  readonly enteredAgo?: number;
  /** What it was changed to later, the first change first. */
  readonly later?: readonly DemoThing[];
}

export function makeEntry(enteredAgo: number, thing: ThingWrite): DemoThing {
  return { ...thing, enteredAgo };
}

/** A text with its code in one of HealthVault's own vocabularies. */
export function makeCoded(text: string, type: string, value = text, version = '1'): CodableValue {
  return { text, code: [{ value, family: 'wc', type, version }] };
}

export function makeCountry(code: string, text: string): CodableValue {
  return { text, code: [{ value: code, family: 'iso', type: 'iso3166', version: '1.0' }] };
}

export function roundTo(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

export interface MedicineFacts {
  readonly name: string;
  /** Such as `[10, 'mg']`, by the units of medicines. */
  readonly strength?: readonly [number, string];
  readonly dose?: readonly [number, 'Tablets' | 'Capsules' | 'Units' | 'ml' | 'Drops'];
  readonly often: string;
  readonly why: string;
  readonly sinceAgo: number;
  readonly untilAgo?: number;
  readonly by?: string;
  readonly note?: string;
}

export type MedicineChange = Partial<MedicineFacts> & { readonly ago: number };

/** A medicine, written down on its first day; `later` has other facts from other days on. */
export function makeMedicine(
  days: Days,
  facts: MedicineFacts,
  ...later: readonly MedicineChange[]
): DemoThing {
  let now = facts;
  const changes = later.map(({ ago, ...change }) => {
    now = { ...now, ...change };
    return makeEntry(ago, writeMedicine(days, now));
  });
  return { ...writeMedicine(days, facts), enteredAgo: facts.sinceAgo, later: changes };
}

function writeMedicine(days: Days, facts: MedicineFacts): ThingWrite {
  const { name, strength, dose, often, why, sinceAgo, untilAgo, by, note } = facts;
  const value: Medication = {
    name: { text: name },
    frequency: { display: often },
    indication: { text: why },
    dateStarted: days.about(sinceAgo),
    route: makeCoded('By mouth', 'medication-routes', 'po', '2'),
    prescribed:
      by === undefined
        ? makeCoded('Over the Counter (OTC)', 'medication-prescribed', 'OTC')
        : makeCoded('Prescribed', 'medication-prescribed', 'prescribed'),
  };
  if (strength) {
    const [amount, unit] = strength;
    const units = makeCoded(unit, 'medication-strength-unit');
    value.strength = { display: `${amount} ${unit}`, structured: [{ value: amount, units }] };
  }
  if (dose) {
    const [amount, unit] = dose;
    const said = unit.toLowerCase();
    const display = `${amount} ${amount === 1 ? said.replace(/s$/, '') : said}`;
    value.dose = {
      display,
      structured: [{ value: amount, units: makeCoded(unit, 'medication-dose-units') }],
    };
  }
  if (untilAgo !== undefined) value.dateDiscontinued = days.about(untilAgo);
  if (by !== undefined) value.prescription = { prescribedBy: { name: { full: by } } };
  return makeThing(medication, value, note);
}

/** Handed out on such a day, for so many days. */
export function makeFill(days: Days, name: string, ago: number, daysSupply: number): DemoThing {
  return makeEntry(
    ago,
    makeThing(medicationFill, {
      name: { text: name },
      dateFilled: days.about(ago),
      daysSupply,
      pharmacy: { name: 'Harbour Pharmacy' },
    }),
  );
}

/** A test, what came of it, its unit, and the range the laboratory prints beside it. */
export type LabLine = readonly [test: string, result: number | string, unit?: string, range?: string];

export function makePanel(
  days: Days,
  ago: number,
  { name, laboratory, lines }: { name: string; laboratory: string; lines: readonly LabLine[] },
): DemoThing {
  const typed = lines.map(
    ([test, result, unit = '', range]): PanelLine => ({
      test,
      result: { typed: String(result), value: typeof result === 'number' ? result : undefined },
      unit,
      range: range === undefined ? undefined : readRange(range, Number),
    }),
  );
  const panel = { name, day: days.date(ago), laboratory, lines: typed };
  return makeEntry(ago, makeThing(labResults, writePanel(panel, { rangeType: 'Reference range' })));
}

/** @param cvx its code among those of vaccines */
export function makeVaccine(
  days: Days,
  ago: number,
  [text, cvx]: readonly [string, string],
  dose: number,
  place = 'Left thigh',
): DemoThing {
  const code = [{ value: cvx, family: 'HL7', type: 'vaccines-cvx' }];
  return makeEntry(
    ago,
    makeThing(immunization, {
      name: { text, code },
      administrationDate: days.about(ago),
      sequence: String(dose),
      ...(place !== '' && { anatomicSurface: { text: place } }),
    }),
  );
}

/** @param ago less than 0 for one that is to come */
export function makeVisit(
  days: Days,
  ago: number,
  [hour, minute]: readonly [number, number],
  { what, who, where, note }: { what: string; who: string; where: string; note?: string },
): DemoThing {
  return makeEntry(
    Math.max(ago + 20, 1),
    makeThing(
      appointment,
      {
        when: days.at(ago, hour, minute),
        service: { text: what },
        clinic: { name: { full: who }, organization: where },
        status:
          ago > 0
            ? makeCoded('Completed', 'appointment-status', 'Cmp')
            : makeCoded('Scheduled', 'appointment-status', 'Sch'),
      },
      note,
    ),
  );
}

export function makeProcedure(days: Days, ago: number, name: string, who: string, where?: string): DemoThing {
  return makeEntry(
    ago,
    makeThing(procedure, {
      when: days.about(ago),
      name: { text: name },
      ...(where !== undefined && { anatomicLocation: { text: where } }),
      primaryProvider: { name: { full: who } },
    }),
  );
}
