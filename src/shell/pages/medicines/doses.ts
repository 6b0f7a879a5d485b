// Notes that a dose was taken or skipped, in the item of its medicine and day (`core/medicines/doses.ts`).

import type { Grant } from '../../../core/authorization/grant.ts';
import { fault } from '../../../core/faults.ts';
import { type DayOfDoses, dosesSource, foldMedicine, listDoses } from '../../../core/medicines/doses.ts';
import type { ThingWrite } from '../../../core/things/plan.ts';
import { changeThing } from '../../../core/things/typed.ts';
import { writeThingsIn } from '../../../core/things/write.ts';
import type { Vault } from '../../../core/vault.ts';
import { readStored } from '../../../schema/stored-xml.ts';
import type { CodableValue } from '../../../things/common/codable.ts';
import { common } from '../../../things/common/common-part.ts';
import dailyMedicationUsage, { type DailyMedicationUsage } from '../../../things/daily-medication-usage.ts';
import { readValue, writeItem } from '../../../things/data.ts';
import { currentVersion } from '../../../things/index.ts';
import medication from '../../../things/medication.ts';

interface Dose {
  /** Of the item of the medicine. */
  readonly id: string;
  /** Of who takes it: `2026-11-28`. */
  readonly day: string;
  readonly is: 'taken' | 'skipped';
  /** How many doses are meant on such a day. */
  readonly intended: number | undefined;
}

const version = currentVersion(dailyMedicationUsage);

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

function setSkipped(commonXml: string, skipped: number): string {
  const before = commonXml === '' ? {} : common.parse(readStored(commonXml).root());
  const others = (before.extension ?? []).filter(one => one.source !== dosesSource);
  const own = { source: dosesSource, content: [`<skipped>${skipped}</skipped>`] };
  return common.print('common', { ...before, extension: [...others, own] });
}

/** Where such items may be written. */
export const dosesTypeId = version.id;
