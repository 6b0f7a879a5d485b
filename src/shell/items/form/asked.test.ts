// What forms ask first: every type and preset names fields that a new form has, and whatever an item must have is among them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { type Asked, everyType, findVersion } from '../../../things/index.ts';
import { formValues } from '../../testing/form-values.ts';
import { grantOf, sendForm } from '../../testing/items.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';
import { addableHref, editHref, listForms } from '../links.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const vitalSignsId = '73822612-c15f-4b49-9e65-6af369e55c65';

const shortForms = listForms(everyType()).filter(({ type, preset }) => (preset ?? type).short.length > 0);

/** The names of the inputs that stand before “More”. */
function namesBeforeMore(html: string): string[] {
  const [, form = ''] =
    /<form[^>]*action="\/items\/new[^>]*>([\s\S]*?)<summary>More<\/summary>/.exec(html) ?? [];
  return [...form.matchAll(/<(?:input|select|textarea)\b[^>]*\bname="(v\.[^"]*)"/g)].map(([, name]) => name!);
}

async function all(visitor: Visitor, typeId: string) {
  const grant = await grantOf(server, visitor);
  const ids = findVersion(typeId)!.type.versions.map(({ id }) => id);
  return server.vault.store.read(db => db.things(grant).ofTypes(ids, 10));
}

describe('short forms', () => {
  test('those of the kinds that families write down are short', () => {
    expect(shortForms.map(({ name }) => name).sort()).toEqual([
      'Allergy',
      'Appointment',
      'Blood glucose',
      'Blood oxygen saturation',
      'Blood pressure',
      'Body temperature',
      'Condition',
      'Exercise',
      'Family history',
      'Health journal entry',
      'Heart rate',
      'Height',
      'Immunization',
      'Medication',
      'Medication fill',
      'Menstruation',
      'Peak flow',
      'Sleep session',
      'Weight',
    ]);
  });

  test.each(shortForms.map(form => [form.name, form] as const))(
    '%s: what is asked first stands first, in its order, with the focus; nothing else is needed',
    async (_, form) => {
      const { browser } = await givenSignedIn(server);
      const page = await browser.open(addableHref(form));
      const names = namesBeforeMore(page.html);
      const asked: Asked[] = (form.preset ?? form.type).short.map(one =>
        typeof one === 'string' ? { at: one } : one,
      );
      expect(listWays(names, asked)).toEqual(asked.map(({ at }) => at));
      const focused = [...page.html.matchAll(/<[^>]*\bautofocus\b[^>]*>/g)];
      expect(focused.map(([tag]) => / name="([^"]*)"/.exec(tag)?.[1])).toEqual([names[0]]);
      const sent = formValues(page.html, page.url.pathname).map(([name]) => name);
      const own = sent.filter(name => name.startsWith('v.'));
      expect(own.filter((name, i) => own.indexOf(name) !== i)).toEqual([]);
      const blank = Object.fromEntries(names.map(name => [name, '']));
      const answer = await sendForm({ browser } as Visitor, page, blank);
      const wrong = [...answer.html.matchAll(/href="#(v\.[^"]*)"/g)].map(([, name]) => name);
      expect(wrong.filter(name => !names.includes(name!))).toEqual([]);
      expect(answer.html.includes('<details class="part" open')).toBe(false);
    },
  );

  test('a temperature is asked by a number and its unit, kept as a vital sign, and asked in the same unit again', async () => {
    const ada = await givenSignedIn(server);
    const address = '/items/new/vital-signs?as=temperature';
    const page = await ada.browser.open(address);
    expect(page.text).toContain('Add: Body temperature');
    const refused = await sendForm(ada, page, {});
    expect([refused.status, refused.text]).toEqual([
      422,
      expect.stringContaining('Temperature: this is needed.'),
    ]);
    expect(refused.text).toContain('Add: Body temperature');
    const value = 'v.vital-signs-results.0.value';
    const unit = 'v.vital-signs-results.0.unit';
    const saved = await sendForm(ada, refused, { [value]: '101,3', [unit]: '°F', 'v.site': 'Ear' });
    expect(saved.status).toBe(303);
    const [thing] = await all(ada, vitalSignsId);
    expect(thing!.dataXml).toContain(
      '<vital-signs-results><title><text>Temperature</text><code><value>Tmp</value><family>wc</family><type>vital-statistics</type><version>1</version></code></title><value>101.3</value><unit><text>°F</text></unit></vital-signs-results><site>Ear</site>',
    );
    const again = await ada.browser.open(address);
    expect(Object.fromEntries(formValues(again.html, page.url.pathname))[unit]).toBe('°F');
  });

  test('what else is in an item stands open where somebody changes it', async () => {
    const ada = await givenSignedIn(server);
    const isOpen = (html: string) => html.includes('<details class="part" open=""><summary>More');
    const ids: string[] = [];
    for (const more of [{}, { 'v.pulse': '60' }, { 'v.irregular-heartbeat': 'true' }, { tags: 'home' }]) {
      const page = await ada.browser.open('/items/new/blood-pressure');
      const saved = await sendForm(ada, page, { 'v.systolic': '120', 'v.diastolic': '80', ...more });
      ids.push(saved.location!.split('/').at(-1)!);
    }
    const opened: boolean[] = [];
    for (const id of ids) opened.push(isOpen((await ada.browser.open(editHref({ id }))).html));
    expect(opened).toEqual([false, false, true, true]);
  });
});

/** The ways that the inputs belong to, each once, in the order of the page; those of units are drawn beside. */
function listWays(names: readonly string[], asked: readonly Asked[]): string[] {
  const units = asked.map(({ unit }) => unit?.at);
  const plain = names.map(name =>
    name
      .replace(/\.n?\d+(?=\.|$)/g, '')
      .slice('v.'.length)
      .replaceAll('.', '/'),
  );
  const ways = plain.map(name => asked.find(({ at }) => `${name}/`.startsWith(`${at}/`))?.at ?? name);
  return [...new Set(ways)].filter(way => !units.includes(way));
}

describe('what is suggested', () => {
  const optionsFor = (html: string, name: string) => {
    const [, list = ''] =
      new RegExp(`<input[^>]*name="${name}"[^>]*?>`).exec(html)?.[0].match(/list="([^"]*)"/) ?? [];
    const [, inside = ''] = new RegExp(`<datalist id="${list}">([\\s\\S]*?)</datalist>`).exec(html) ?? [];
    return [...inside.matchAll(/value="([^"]*)"/g)].map(([, value]) => value!);
  };

  test('generic names of medicines, with what the record has before all of them', async () => {
    const ada = await givenSignedIn(server);
    const page = await ada.browser.open('/items/new/medication');
    const names = optionsFor(page.html, 'v.name');
    expect(names.length).toBeGreaterThan(400);
    for (const name of ['amoxicillin', 'lisinopril', 'metformin', 'salbutamol'])
      expect(names).toContain(name);
    await sendForm(ada, page, { 'v.name': 'Wobenzym', 'v.indication': 'Knee', 'v.frequency': '2-0-2' });
    const again = await ada.browser.open('/items/new/medication');
    expect(optionsFor(again.html, 'v.name')[0]).toBe('Wobenzym');
    expect(optionsFor(again.html, 'v.indication')).toEqual(['Knee']);
    expect(optionsFor(again.html, 'v.frequency').slice(0, 2)).toEqual(['2-0-2', '1-0-0']);
  });

  test('in the words of the reader, with the English ones after them', async () => {
    const ada = await givenSignedIn(server);
    ada.browser.cookies.set('keepwell-language', 'de');
    const names = optionsFor((await ada.browser.open('/items/new/allergy')).html, 'v.name');
    expect(names.indexOf('Birkenpollen')).toBeLessThan(names.indexOf('Birch pollen'));
    expect(new Set(names).size).toBe(names.length);
  });

  test('only of what somebody may read', async () => {
    const ada = await givenSignedIn(server);
    const bo = await givenSignedIn(server, 'Bo');
    await sendForm(ada, await ada.browser.open('/items/new/medication'), { 'v.name': 'Wobenzym' });
    const page = await bo.browser.open('/items/new/medication');
    expect(optionsFor(page.html, 'v.name')).not.toContain('Wobenzym');
  });
});
