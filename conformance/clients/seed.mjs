// What the live tests take for granted: an application that may work with a record, and what lies in that record.
// All of it comes in as anybody's would: by the command line, the Shell and the XML API.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outputOf } from './process.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const read = file => readFileSync(file, 'utf8');
const vocabularies = join(here, '../../src/vocabularies/loaders/samples');

/** An application of its own with a certificate; two weights and two heights. */
export async function forPython({ keepwell, settings, data }) {
  const args = ['sandbox', 'create', '--data', data, '--cert', settings.KEEPWELL_CERT, '--json'];
  const { appId, personId, recordId } = JSON.parse(await outputOf(process.execPath, [keepwell, ...args]));
  const [privateKey, certificate] = [settings.KEEPWELL_KEY, settings.KEEPWELL_CERT].map(read);
  const record = (await app(settings, appId, { privateKey, certificate })).record(recordId, { personId });
  const [weight, height] = [await typeOf('weight'), await typeOf('height')];
  for (const d of [4, 5]) {
    const when = { date: { y: 2026, m: 1, d } };
    await record.put(weight, { when, value: { kg: 80 + d } });
    await record.put(height, { when, value: { m: 1.8 } });
  }
  return { KEEPWELL_APP_ID: appId, KEEPWELL_PERSON_ID: personId, KEEPWELL_RECORD_ID: recordId };
}

/** An application that may invite people. */
export async function forJavaRest({ keepwell, settings, data }) {
  const args = [
    'app',
    'update',
    settings.KEEPWELL_APP_ID,
    '--data',
    data,
    '--method-group',
    'connect-package',
  ];
  await outputOf(process.execPath, [keepwell, ...args]);
  return {};
}

/** A device's application; the foods of the USDA, as our sample has them. */
export async function forAndroid({ keepwell, settings, data }) {
  const foods = join(vocabularies, 'sr');
  await outputOf(process.execPath, [keepwell, 'vocab', 'load', '--data', data, '--from', foods]);
  return (await device(settings, 'Conformance Person')).variables;
}

/** A device's application of a person of the name that the tests know, who lives where they say. */
export async function forDotnet({ settings }) {
  const { record, variables } = await device(settings, 'HealthVault SDK Integration Test');
  const us = { value: 'US', family: 'iso', type: 'iso3166', version: '1.0' };
  const [found] = await record.get(await typeOf('basic'));
  await record.update(found, {
    ...found.value,
    gender: 'm',
    birthyear: 1985,
    country: { text: 'United States', code: [us] },
    postcode: '98052',
    city: 'Redmond',
    state: { text: 'Washington' },
  });
  return variables;
}

async function device(settings, name) {
  const { createApplicationUrl } = await sdk();
  const masterAppId = settings.KEEPWELL_MASTER_APP_ID;
  const creation = await (await app(settings, masterAppId)).newApplicationCreationInfo();
  const url = createApplicationUrl(settings.KEEPWELL_SHELL_URL, {
    masterAppId,
    creation,
    deviceName: 'Tests',
  });
  const fields = JSON.stringify({ ...JSON.parse(process.env.KEEPWELL_SHELL_FIELDS ?? '{}'), name });
  await outputOf(process.execPath, [settings.KEEPWELL_BROWSER, url], {
    env: { ...process.env, ...settings, KEEPWELL_SHELL_FIELDS: fields },
  });
  const made = await app(settings, creation.appId, { sodaSecret: creation.sharedSecret });
  const [person] = await made.people();
  const recordId = person.records[0].id;
  return {
    record: made.record(recordId, { personId: person.id }),
    variables: {
      KEEPWELL_APP_ID: creation.appId,
      KEEPWELL_APP_SECRET: creation.sharedSecret,
      KEEPWELL_APP_TOKEN: creation.appToken,
      KEEPWELL_PERSON_ID: person.id,
      KEEPWELL_RECORD_ID: recordId,
    },
  };
}

async function app(settings, appId, credential) {
  const { connect } = await sdk();
  return connect({ platformUrl: settings.KEEPWELL_PLATFORM_URL, appId, credential });
}

async function typeOf(name) {
  return (await import(`../../dist/things/${name}.js`)).default;
}

function sdk() {
  return import('../../dist/client/index.js');
}
