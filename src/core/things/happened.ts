// What happened to somebody that may explain how their values went: medicines that began, ended or changed their strength,
// illnesses, procedures.
import type { Language } from '../../locales/language.ts';
import { foldText } from '../../spelling.ts';
import { type DateValue, findKnownTo, getEarliest } from '../../things/common/dates.ts';
import condition, { type Condition } from '../../things/condition.ts';
import { readValue } from '../../things/data.ts';
import type { ThingType } from '../../things/index.ts';
import medication, { type Medication } from '../../things/medication.ts';
import procedure, { type Procedure } from '../../things/procedure.ts';
import type { Grant } from '../authorization/grant.ts';
import type { Reader } from '../store.ts';
import { localiseValue } from '../vocabularies/localised.ts';
import { buildQuery } from './list.ts';

export interface Happened {
  /** `2026-11-25`. */
  readonly day: string;
  readonly id: string;
  readonly what: 'started' | 'stopped' | 'changed' | 'illness' | 'procedure';
  /** Of the medicine, with its strength; of the illness; of the procedure. */
  readonly name: string;
  /** The strength before and after, where it changed. */
  readonly change?: { readonly from: string; readonly to: string };
}

/** Of how many of a kind it is looked up when they happened. */
const lookedAtMax = 200;

/** Oldest first. What is known to no month is left out: nobody could say where it stands. */
export async function listHappened(
  db: Reader,
  grant: Grant,
  { bytesMax, language }: { bytesMax: number; language: Language },
): Promise<Happened[]> {
  let bytes = 0;
  const read = async <Value>(type: ThingType): Promise<{ id: string; value: Value }[]> => {
    const query = buildQuery({ typeIds: type.versions.map(({ id }) => id) });
    const fits = (size: number) => {
      bytes += size;
      return bytes <= bytesMax;
    };
    const things = await db.things(grant).queryShown({ ...query, limit: lookedAtMax }, fits);
    return things.map(thing => ({
      id: thing.id,
      value: localiseValue(readValue(type, thing), language) as Value,
    }));
  };
  const illnesses = await read<Condition>(condition);
  const procedures = await read<Procedure>(procedure);
  const happened = [
    ...findChanges(await read<Medication>(medication)),
    ...illnesses.flatMap(({ id, value: { name, onsetDate } }): Happened[] => {
      const day = findDay(onsetDate);
      return day === undefined ? [] : [{ day, id, what: 'illness', name: name.text }];
    }),
    ...procedures.flatMap(({ id, value: { name, when } }): Happened[] => {
      const day = findDay(when);
      return day === undefined ? [] : [{ day, id, what: 'procedure', name: name.text }];
    }),
  ];
  return happened.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

interface Taken {
  readonly id: string;
  readonly value: Medication;
}

/** For how long there may be none between a strength and the next, as one writes things down. */
const gapDaysMax = 14;
const dayMs = 86_400_000;

/** A medicine that goes on in another strength has changed; it neither ended nor began. */
function findChanges(taken: readonly Taken[]): Happened[] {
  const continued = new Set<Taken>();
  const happened: Happened[] = [];
  for (const one of taken) {
    const started = findDay(one.value.dateStarted);
    if (started === undefined) continue;
    const before = taken.find(other => other !== one && !continued.has(other) && goesOnAs(other, one));
    const { id } = one;
    const to = one.value.strength?.display;
    const from = before?.value.strength?.display;
    if (before && from !== undefined && to !== undefined) {
      continued.add(before);
      happened.push({ day: started, id, what: 'changed', name: one.value.name.text, change: { from, to } });
    } else happened.push({ day: started, id, what: 'started', name: nameOf(one) });
  }
  for (const one of taken) {
    const stopped = findDay(one.value.dateDiscontinued);
    if (stopped !== undefined && !continued.has(one))
      happened.push({ day: stopped, id: one.id, what: 'stopped', name: nameOf(one) });
  }
  return happened;
}

function goesOnAs({ value: a }: Taken, { value: b }: Taken): boolean {
  const [ended, began] = [findDay(a.dateDiscontinued), findDay(b.dateStarted)];
  if (ended === undefined || began === undefined) return false;
  const isSame = foldText(a.name.text) === foldText(b.name.text);
  const gap = Math.abs(Date.parse(began) - Date.parse(ended));
  return isSame && a.strength?.display !== b.strength?.display && gap <= gapDaysMax * dayMs;
}

function nameOf({ value: { name, strength } }: Taken): string {
  return [name.text, strength?.display].filter(Boolean).join(' ');
}

function findDay(date: DateValue | undefined): string | undefined {
  const known = date && findKnownTo(date);
  return known === undefined || known === 'year' ? undefined : getEarliest(date as DateValue)?.slice(0, 10);
}
