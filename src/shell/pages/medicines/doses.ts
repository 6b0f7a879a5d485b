// Doses that were taken or skipped. HealthVault has a type for it: how many doses of a medicine a person took on a day, and how
// many were meant. That a dose was left out on purpose has no place in it, so it stands in the common part of the same item, as
// an extension of Keepwell's: `<extension source="keepwell:doses"><skipped>1</skipped></extension>`.

import type { Grant } from '../../../core/authorization/grant.ts';
import { fault } from '../../../core/faults.ts';
import { buildQuery } from '../../../core/things/list.ts';
import type { ThingWrite } from '../../../core/things/plan.ts';
import type { ThingsReader } from '../../../core/things/ports.ts';
import type { StoredThing } from '../../../core/things/thing.ts';
import { changeThing } from '../../../core/things/typed.ts';
import { writeThingsIn } from '../../../core/things/write.ts';
import type { Vault } from '../../../core/vault.ts';
import { common } from '../../../methods/contracts/parts/thing-common.ts';
import { readStored } from '../../../schema/stored-xml.ts';
import { foldText } from '../../../spelling.ts';
import type { CodableValue } from '../../../things/common/codable.ts';
import dailyMedicationUsage, { type DailyMedicationUsage } from '../../../things/daily-medication-usage.ts';
import { readValue, writeItem } from '../../../things/data.ts';
import { currentVersion } from '../../../things/index.ts';
import medication from '../../../things/medication.ts';

export interface Doses {
  readonly taken: number;
  readonly skipped: number;
}

interface Dose {
  /** Of the item of the medicine. */
  readonly id: string;
  /** Of who takes it: `2026-11-28`. */
  readonly day: string;
  readonly is: 'taken' | 'skipped';
  /** How many doses are meant on such a day. */
  readonly intended: number | undefined;
}

/** What is noted of the doses of one day: an item, the medicine that it is about and the numbers. */
export interface DayOfDoses {
  readonly stored: StoredThing;
  readonly value: DailyMedicationUsage;
  readonly doses: Doses;
}

/** How many items of a day are looked through. */
const usagesMax = 100;

const source = 'keepwell:doses';
const version = currentVersion(dailyMedicationUsage);

/** What it is told by. People write the name of a medicine in their own way, and so do applications. */
export function foldMedicine({ text }: CodableValue): string {
  return foldText(text).trim();
}

export async function listDoses(things: ThingsReader, day: string): Promise<DayOfDoses[]> {
  const typeIds = dailyMedicationUsage.versions.map(({ id }) => id);
  const found = await things.query({ ...buildQuery({ typeIds, from: day, to: day }), limit: usagesMax });
  return found.map(stored => {
    const value = readValue(dailyMedicationUsage, stored);
    return {
      stored,
      value,
      doses: { taken: value.numberDosesConsumedInDay, skipped: countSkipped(stored.commonXml) },
    };
  });
}

/**
 * One more dose of a medicine on a day.
 * @returns the item that says so, and its version before, if there was one
 * @throws thingNotFound; accessDenied; recordFull
 */
export async function noteDose(
  vault: Vault,
  grant: Grant,
  { id, day, is, intended }: Dose,
): Promise<{ id: string; versionStamp: string; before: string | undefined }> {
  return vault.store.write(async db => {
    const things = db.things(grant);
    const [stored] = await things.byIds([id]);
    const isMedicine = stored && medication.versions.some(one => one.id === stored.typeId);
    if (!isMedicine || stored.state !== 'Active') throw fault('thingNotFound', 'There is no such medicine.');
    const { name } = readValue(medication, stored);
    const medicine = foldMedicine(name);
    const there = (await listDoses(things, day)).find(
      ({ value }) => foldMedicine(value.drugName) === medicine,
    );
    const write = there ? addTo(there, is) : begin(name, { day, is, intended });
    const how = { overwrite: false, action: there ? 'ChangeThings' : 'AddThings' } as const;
    const [written] = await writeThingsIn(db, vault, grant, [write], how);
    if (!written) throw fault('thingNotFound', 'There is no such medicine.');
    return { id: written.id, versionStamp: written.versionStamp, before: there?.stored.versionStamp };
  }, grant);
}

function begin(name: CodableValue, { day, is, intended }: Omit<Dose, 'id'>): ThingWrite {
  const [y = 0, m = 0, d = 0] = day.split('-').map(Number);
  const value: DailyMedicationUsage = {
    when: { y, m, d },
    drugName: name,
    numberDosesConsumedInDay: is === 'taken' ? 1 : 0,
    numberDosesIntendedInDay: intended,
  };
  const data = { ...writeItem(version, value), clientId: undefined };
  return { typeId: version.id, data: { ...data, commonXml: is === 'taken' ? '' : setSkipped('', 1) } };
}

function addTo({ stored, value, doses }: DayOfDoses, is: Dose['is']) {
  const taken = doses.taken + (is === 'taken' ? 1 : 0);
  const commonXml = is === 'taken' ? stored.commonXml : setSkipped(stored.commonXml, doses.skipped + 1);
  return changeThing(
    dailyMedicationUsage,
    { ...stored, commonXml },
    { ...value, numberDosesConsumedInDay: taken },
  );
}

function countSkipped(commonXml: string): number {
  if (commonXml === '') return 0;
  const { extension = [] } = common.parse(readStored(commonXml).root());
  const own = extension.find(one => one.source === source)?.content?.join('') ?? '';
  return Number(/<skipped>(\d{1,3})<\/skipped>/.exec(own)?.[1] ?? 0);
}

function setSkipped(commonXml: string, skipped: number): string {
  const before = commonXml === '' ? {} : common.parse(readStored(commonXml).root());
  const others = (before.extension ?? []).filter(one => one.source !== source);
  const own = { source, content: [`<skipped>${skipped}</skipped>`] };
  return common.print('common', { ...before, extension: [...others, own] });
}

/** Where such items may be written. */
export const dosesTypeId = version.id;
