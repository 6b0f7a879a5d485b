// How a child grows: its newest measurements among those of others, and what these are counted by.
import type { Grant } from '../../../core/authorization/grant.ts';
import { type About, isYoungerThan } from '../../../core/growth/about.ts';
import { findPreferred } from '../../../core/growth/percentiles.ts';
import { grownAt } from '../../../core/growth/references.ts';
import { readBeside } from '../../../core/targets/judge.ts';
import { growthWords, vaccineWords } from '../../../locales/words.ts';
import birth from '../../../things/birth.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { type NewestValue, readNewestValue } from '../../items/charts/newest-value.ts';
import { findSubject, growthSubjects, nameSubject, type Subject } from '../../items/charts/subjects.ts';
import { sayShortDay } from '../../items/dates.ts';
import { getTypeId, itemHref, kindHref } from '../../items/kinds.ts';
import { addHref } from '../../items/links.ts';
import { Layout } from '../../kit/layout.tsx';
import { sayLocalDay } from '../../kit/words.ts';
import { show } from '../../web/respond.tsx';
import type { SignedInContext, Visit } from '../../web/visit.ts';
import { vaccinesPath } from './vaccines.tsx';

export const growthPath = '/growth';

export async function showGrowth(c: SignedInContext, { of, grant }: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = growthWords(language);
  const beside = await vault.store.read(db => readBeside(db, grant, vault.clock.now()));
  const { about } = beside;
  const temperature = findSubject('temperature');
  const subjects = [...growthSubjects, ...(temperature ? [temperature] : [])];
  const values: (readonly [Subject, NewestValue | undefined])[] = [];
  for (const subject of subjects)
    values.push([subject, await readNewestValue(visit, grant, subject, beside)]);
  const page = (
    <Layout title={w.title(of.record.name)} visit={visit} place="items">
      <h1>{w.title(of.record.name)}</h1>
      <CountedBy about={about} recordId={of.record.id} grant={grant} visit={visit} />
      <ul class="tiles">
        {values.map(([subject, value]) => (
          <Tile subject={subject} value={value} grant={grant} visit={visit} />
        ))}
      </ul>
      <p>
        <a href={vaccinesPath}>{vaccineWords(language).title(of.record.name)}</a>
      </p>
    </Layout>
  );
  return show(c, page);
}

interface CountedByProps {
  readonly about: About;
  readonly recordId: string;
  readonly grant: Grant;
  readonly visit: Visit;
}

function CountedBy({ about, recordId, grant, visit }: CountedByProps) {
  const { language } = visit;
  const w = growthWords(language);
  const { born, sex, earlyDays, country } = about;
  if (born === undefined || sex === undefined)
    return (
      <p class="notice">
        {w.unknown} <a href={`/records/${recordId}/edit`}>{w.tellWho}</a>
      </p>
    );
  const today = new Date(visit.vault.clock.now()).toISOString().slice(0, 10);
  if (!isYoungerThan(grownAt, about, today)) return <p class="lead">{w.grown}</p>;
  const birthId = getTypeId(birth);
  return (
    <p class="lead">
      {w.bornOn(sayLocalDay(born, language))} {findPreferred(country) === 'cdc' ? w.byCdc : w.byWho}{' '}
      {earlyDays > 0 ? (
        <>
          {w.early(Math.floor((280 - earlyDays) / 7))} <a href={kindHref(birth)}>{w.changeBirth}</a>
        </>
      ) : (
        grant.permits('Create', birthId) && <a href={addHref(birth)}>{w.tellBirth}</a>
      )}
    </p>
  );
}

interface TileProps {
  readonly subject: Subject;
  readonly value: NewestValue | undefined;
  readonly grant: Grant;
  readonly visit: Visit;
}

function Tile({ subject, value, grant, visit: { language } }: TileProps) {
  const w = growthWords(language);
  const name = nameSubject(subject, language);
  const mayAdd = subject.own !== 'bmi' && grant.permits('Create', getTypeId(subject.type));
  return (
    <li>
      <span class="tile-kind">{name}</span>
      {value ? (
        <>
          <a class="tile-value" href={itemHref(value.id)}>
            {value.text}
          </a>
          {value.beside !== undefined && <span>{value.beside}</span>}
        </>
      ) : (
        <span class="hint">{w.nothing}</span>
      )}
      <span class="tile-foot">
        {value && <time datetime={value.at}>{sayShortDay(value.at, language)}</time>}
        {value && (
          <a href={`/charts/${subject.slug}?range=all`} aria-label={w.chartOf(name)}>
            {w.asChart}
          </a>
        )}
        {mayAdd && (
          <a href={subject.addHref ?? addHref(subject.type)} aria-label={w.addKind(name)}>
            {w.add}
          </a>
        )}
      </span>
    </li>
  );
}
