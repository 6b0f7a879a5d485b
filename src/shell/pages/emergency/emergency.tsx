// The emergency page: what helpers need of the record at hand, on one sheet of paper.

import { type EmergencyLine, readEmergencyProfile } from '../../../core/records/emergency.ts';
import { emergencyWords, summaryWords } from '../../../locales/words.ts';
import allergy from '../../../things/allergy.ts';
import condition from '../../../things/condition.ts';
import contact from '../../../things/contact.ts';
import { currentVersion, type ThingType } from '../../../things/index.ts';
import medicalDevice from '../../../things/medical-device.ts';
import medication from '../../../things/medication.ts';
import personal from '../../../things/personal.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { addHref } from '../../items/links.ts';
import { Layout } from '../../kit/layout.tsx';
import { sayLocalDay } from '../../kit/words.ts';
import { dayThere } from '../../web/clock.ts';
import { show } from '../../web/respond.tsx';
import type { ShellContext } from '../../web/visit.ts';

export async function showEmergency(c: ShellContext, { of, grant }: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const { record } = of;
  const w = emergencyWords(language);
  const profile = await readEmergencyProfile(vault, grant, language);
  const lists = [
    [w.allergies, profile.allergies, allergy],
    [w.conditions, profile.conditions, condition],
    [w.medications, profile.medications, medication],
    [w.devices, profile.devices, medicalDevice],
    [w.contacts, profile.contacts, contact],
  ] as const;
  const toAdd = (type: ThingType<never>, of: string) =>
    grant.permits('Create', currentVersion(type).id) && (
      <a class="not-printed" href={addHref(type)} aria-label={w.addTo(of)}>
        {w.add}
      </a>
    );
  // Whoever reads the sheet must not take what was kept from this person for what there is not.
  const mayRead = (type: ThingType<never>) => grant.permits('Read', currentVersion(type).id);
  const fact = (name: string, text: string | undefined) => (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{text ?? (mayRead(personal) ? w.unknown : w.notShown)}</strong>{' '}
        {text === undefined && toAdd(personal, name)}
      </dd>
    </div>
  );
  const page = (
    <Layout title={w.title(record.name)} visit={visit} place="records">
      <div class="one-sheet">
        <h1>{w.title(record.name)}</h1>
        <p class="lead not-printed">{w.lead}</p>
        <dl class="facts">
          {fact(w.born, profile.birthDate && sayLocalDay(profile.birthDate, language))}
          {fact(w.blood, profile.bloodType)}
        </dl>
        {lists.map(([title, lines, type]) => (
          <section>
            <h2>{title}</h2>
            {lines.length > 0 ? (
              <Lines lines={lines} />
            ) : (
              <p>
                {mayRead(type as ThingType<never>) ? w.none : w.notShown}{' '}
                {toAdd(type as ThingType<never>, title)}
              </p>
            )}
          </section>
        ))}
        {profile.isCut && <p>{w.cut}</p>}
        <p class="hint">{w.asOf(dayThere(vault.clock.now(), visit))}</p>
        <p class="hint">
          {w.incomplete} <span class="not-printed">{w.chosen}</span>
        </p>
        <p class="after not-printed">
          <button type="button" class="second" data-print="" hidden>
            {summaryWords(language).print}
          </button>{' '}
          <a href={`/records/${record.id}`}>{w.back}</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page);
}

function Lines({ lines }: { lines: readonly EmergencyLine[] }) {
  return (
    <ul>
      {lines.map(({ name, details }) => (
        <li>
          <strong>{name}</strong>
          {details !== '' && ` · ${details}`}
        </li>
      ))}
    </ul>
  );
}
