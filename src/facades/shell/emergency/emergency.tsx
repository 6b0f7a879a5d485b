// The emergency page: what helpers need of the record at hand, on one sheet of paper.
import type { Hono } from 'hono';
import { type EmergencyLine, emergencyProfile } from '../../../core/records/emergency.ts';
import { type AtHand, withRecord } from '../data/at-hand.ts';
import { Layout } from '../layout.tsx';
import { show } from '../respond.tsx';
import type { ShellContext, ShellEnv } from '../visit.ts';
import { day, dayOf } from '../words.ts';
import { emergencyWords } from './emergency-words.ts';

export function emergencyRoutes(app: Hono<ShellEnv>): void {
  app.get('/emergency', withRecord(emergencyPage));
}

async function emergencyPage(c: ShellContext, { of, grant }: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const { record } = of;
  const w = emergencyWords(language);
  const profile = await emergencyProfile(vault, grant);
  const lists = [
    [w.allergies, profile.allergies],
    [w.conditions, profile.conditions],
    [w.medications, profile.medications],
    [w.devices, profile.devices],
    [w.contacts, profile.contacts],
  ] as const;
  const page = (
    <Layout title={w.title(record.name)} visit={visit} place="records">
      <div class="one-sheet">
        <h1>{w.title(record.name)}</h1>
        <p class="lead not-printed">{w.lead}</p>
        <dl class="facts">
          <div>
            <dt>{w.born}</dt>
            <dd>{profile.birthDate === undefined ? w.unknown : day(profile.birthDate, language)}</dd>
          </div>
          <div>
            <dt>{w.blood}</dt>
            <dd>
              <strong>{profile.bloodType ?? w.unknown}</strong>
            </dd>
          </div>
        </dl>
        {lists.map(([title, lines]) => (
          <section>
            <h2>{title}</h2>
            <Lines lines={lines} none={w.none} />
          </section>
        ))}
        {profile.isCut && <p>{w.cut}</p>}
        <p class="hint">{w.asOf(dayOf(vault.clock.now(), language))}</p>
        <p class="hint not-printed">{w.hidden}</p>
        <p class="after not-printed">
          <a href={`/records/${record.id}`}>{w.back}</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page);
}

function Lines({ lines, none }: { lines: readonly EmergencyLine[]; none: string }) {
  if (lines.length === 0) return <p>{none}</p>;
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
