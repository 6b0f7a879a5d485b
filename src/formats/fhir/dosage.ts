// The dosage of a medicine: dose, strength, frequency and way, in elements of their own and together in words, which is what
// most applications show.
import { readMeasured, writeMeasured } from './amounts.ts';
import { codeable, isWritable } from './codes.ts';
import { type Draft, getOwn, isObject, type Json, type JsonObject, listOf } from './json.ts';
import type { Settings } from './mapping.ts';
import { getAtPath } from './paths.ts';
import { readTiming, writeTiming } from './timing.ts';

/** FHIR keeps the strength with the product, and has no place for a dose in words. */
const strengthUrl = 'urn:keepwell:fhir:strength';
const doseUrl = 'urn:keepwell:fhir:dose';

/** The first dosage of an item; undefined where it says none. */
export function writeDosage(item: JsonObject, settings: Settings): JsonObject | undefined {
  const { dose, strength, frequency, route } = item;
  const amount = writeMeasured(dose);
  const extension = [
    ...words(strengthUrl, getOwn(strength, 'display')),
    ...(amount ? [] : words(doseUrl, getOwn(dose, 'display'))),
  ];
  const rate =
    amount && ('quantity' in amount ? { doseQuantity: amount.quantity } : { doseRange: amount.range });
  const way = route === undefined ? undefined : codeable.write(route, settings);
  const text = sayFields(item);
  const instructions = getAtPath(item, 'prescription.instructions.text');
  const dosage: Draft = {
    ...(extension.length > 0 && { extension }),
    ...(text !== '' && { text }),
    ...(isWritable(instructions) && { patientInstruction: instructions }),
    ...writeTiming(frequency),
    ...(way !== undefined && { route: way }),
    ...(rate && { doseAndRate: [rate] }),
  };
  return Object.keys(dosage).length > 0 ? dosage : undefined;
}

function words(url: string, text: Json | undefined): JsonObject[] {
  return isWritable(text) ? [{ url, valueString: text }] : [];
}

function sayFields({ strength, dose, frequency, route }: JsonObject): string {
  const parts = [
    getOwn(strength, 'display'),
    getOwn(dose, 'display'),
    getOwn(frequency, 'display'),
    getOwn(route, 'text'),
  ];
  return parts.filter(isWritable).join(', ');
}

/** All that a dosage says, in words. */
export function sayDosage(dosage: Json): string | undefined {
  const { fields, instructions } = readDosage(dosage, { zone: 'UTC' });
  return [instructions, sayFields(fields)].filter(isWritable).join(', ') || undefined;
}

/** What a dosage says: the fields of the item, and the words that go beyond them. */
interface SaidDosage {
  readonly fields: JsonObject;
  readonly instructions: string | undefined;
}

export function readDosage(dosage: Json | undefined, settings: Settings): SaidDosage {
  const extensions = listOf(getOwn(dosage, 'extension'));
  const told = (url: string) => {
    const text = getOwn(
      extensions.find(one => getOwn(one, 'url') === url),
      'valueString',
    );
    return isWritable(text) ? { display: text } : undefined;
  };
  const [rate] = listOf(getOwn(dosage, 'doseAndRate'));
  const dose = readMeasured(getOwn(rate, 'doseQuantity'), getOwn(rate, 'doseRange')) ?? told(doseUrl);
  const strength = told(strengthUrl);
  const frequency = readTiming(dosage);
  const way = getOwn(dosage, 'route');
  const route = way === undefined ? undefined : codeable.read(way, settings);
  const fields = {
    ...(dose && { dose }),
    ...(strength && { strength }),
    ...(frequency && { frequency }),
    ...(route !== undefined && { route }),
  };
  return { fields, instructions: readInstructions(dosage, sayFields(fields)) };
}

/** @param said what stands in the fields already */
function readInstructions(dosage: Json | undefined, said: string): string | undefined {
  const [text, patient] = [getOwn(dosage, 'text'), getOwn(dosage, 'patientInstruction')];
  const additional = isObject(dosage) ? listOf(dosage.additionalInstruction) : [];
  const parts = [
    ...(isWritable(text) && text !== said ? [text] : []),
    ...additional.map(one => getOwn(codeable.read(one, { zone: 'UTC' }), 'text')),
    ...(patient === text ? [] : [patient]),
  ];
  return [...new Set(parts.filter(isWritable))].join('\n') || undefined;
}
