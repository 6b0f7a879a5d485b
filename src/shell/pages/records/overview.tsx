// One record: who it is about, who and what has access, and what can be done with it as a whole.

import { getFirst } from '../../../assume.ts';
import type { AccessibleRecord } from '../../../core/authorization/consent-choice.ts';
import type { Grant } from '../../../core/authorization/grant.ts';
import { mayImport } from '../../../core/imports/begin.ts';
import { putRecordInBin } from '../../../core/records/bin.ts';
import { mayAddFiles } from '../../../core/records/files.ts';
import { mayReadMessages } from '../../../core/records/messages.ts';
import { hasPhoto } from '../../../core/records/photo.ts';
import { mayEditProfile, type Profile, readProfile } from '../../../core/records/profile.ts';
import { listParticipants, type Participant } from '../../../core/sharing/access.ts';
import { listCountries } from '../../../locales/countries.ts';
import {
  activityWords,
  dataWords,
  emergencyWords,
  exportWords,
  importsWords,
  medicinesWords,
  messagesWords,
  recordsWords,
  remindersWords,
  uploadWords,
} from '../../../locales/words.ts';
import { importsPath } from '../../items/import-links.ts';
import { Initial, showQuestion } from '../../kit/kit.tsx';
import { Layout } from '../../kit/layout.tsx';
import { demandRecord, makeOwnGrant } from '../../kit/record-reader.ts';
import { sayLevel, sayLocalDay, sayRelationship } from '../../kit/words.ts';
import { dayThere } from '../../web/clock.ts';
import { sealEnded } from '../../web/ended.ts';
import { leaveNotice } from '../../web/notice.ts';
import { makeProblem } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, SignedInVisit, Visit } from '../../web/visit.ts';
import { LookSharing } from '../activity/look-sharing.tsx';
import { type AppAccess, AppList, listApps } from '../apps/app-list.tsx';
import { dailyPath } from '../daily/paths.ts';
import { recordMailPath } from '../direct/paths.ts';
import { DocumentsSetting } from '../imports/documents-setting.tsx';
import { medicinesPath } from '../medicines/medicines.tsx';

const dayMs = 24 * 3_600_000;

export async function showRecord(c: SignedInContext, of: AccessibleRecord): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const w = recordsWords(language);
  const { grant, profile, mayEdit, people, apps, tellsLooks, takesDocuments } = await vault.store.read(
    async db => {
      const grant = await makeOwnGrant(db, visit, of);
      return {
        grant,
        profile: await readProfile(db, grant),
        mayEdit: mayEditProfile(grant),
        people: await listParticipants(db, vault, of.record.id),
        apps: await listApps(db, person.id, [of]),
        tellsLooks: await db.records.tellsLooks(of.record.id),
        takesDocuments: (await db.records.documentsTakenBy(of.record.id)) !== undefined,
      };
    },
  );
  const photo = await hasPhoto(vault, grant);
  const isCustodian = of.access.level === 'custodian';
  const page = (
    <Layout title={w.aboutRecord(of.record.name)} visit={visit} place="records">
      <div class="with-photo">
        {photo ? (
          <img class="photo" src={`/records/${of.record.id}/photo/image`} alt={w.photoOf(of.record.name)} />
        ) : (
          <Initial name={of.record.name} kind="person" large />
        )}
        <div>
          <h1>{of.record.name}</h1>
          <p class="lead">
            {sayRelationship(of.access, language)} · {w.lastChange(dayThere(of.record.updatedAt, visit))}
          </p>
          <p>
            <a href={`/records/${of.record.id}/health`}>{dataWords(language).healthOf(of.record.name)}</a>
          </p>
        </div>
      </div>
      <Details
        profile={profile}
        visit={visit}
        editHref={mayEdit ? `/records/${of.record.id}/edit` : undefined}
        photoHref={`/records/${of.record.id}/photo`}
      />
      <PeopleList
        people={people}
        visit={visit}
        shareHref={isCustodian ? `/records/${of.record.id}/sharing` : undefined}
      />
      <AppsOfRecord apps={apps} visit={visit} />
      <WholeRecord visit={visit} grant={grant} />
      {isCustodian && <LookSharing visit={visit} recordId={of.record.id} isTold={tellsLooks} />}
      {isCustodian && <DocumentsSetting visit={visit} recordId={of.record.id} isTaken={takesDocuments} />}
      {isCustodian && (
        <p class="screen-only">
          <a href={`/records/${of.record.id}/delete`}>{w.remove}</a>
        </p>
      )}
    </Layout>
  );
  return show(c, page);
}

interface DetailsProps {
  readonly profile: Profile;
  readonly visit: Visit;
  readonly editHref: string | undefined;
  readonly photoHref: string;
}

function Details({ profile, visit: { language }, editHref, photoHref }: DetailsProps) {
  const w = recordsWords(language);
  const { street, postcode, city, state, country } = profile;
  // Applications may have put another word there than a code.
  const named = listCountries(language).find(({ code }) => code === country)?.name ?? country;
  const place = [street.join(', '), postcode, city, state, named];
  const rows = [
    [w.birthDate, profile.birthDate === '' ? '' : sayLocalDay(profile.birthDate, language)],
    [w.gender, profile.gender === '' ? '' : w.genders[profile.gender]],
    [w.address, place.filter(Boolean).join(', ')],
    [w.phone, profile.phone],
    [w.email, profile.email],
  ].filter(([, value]) => value !== '');
  return (
    <section>
      <h2>{w.details}</h2>
      {rows.length === 0 ? (
        <p>{w.noDetails}</p>
      ) : (
        <dl class="facts">
          {rows.map(([label, value]) => (
            <div>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {editHref !== undefined && (
        <p class="actions">
          <a class="button second" href={editHref}>
            {w.edit}
          </a>
          <a class="button second" href={photoHref}>
            {w.changePhoto}
          </a>
        </p>
      )}
    </section>
  );
}

interface PeopleListProps {
  readonly people: readonly Participant[];
  readonly visit: SignedInVisit;
  readonly shareHref: string | undefined;
}

function PeopleList({ people, visit: { person, language }, shareHref }: PeopleListProps) {
  const w = recordsWords(language);
  return (
    <section>
      <h2>{w.people}</h2>
      {people.length === 1 && getFirst(people).person.id === person.id ? (
        <p>{w.onlyYou}</p>
      ) : (
        <ul class="cards">
          {people.map(({ person: other, access }) => (
            <li>
              <strong>{other.name}</strong>
              {other.id === person.id && ` (${w.you})`}
              <span class="hint">{sayLevel(access.level, language)}</span>
            </li>
          ))}
        </ul>
      )}
      {shareHref !== undefined && (
        <p class="actions">
          <a class="button second" href={shareHref}>
            {w.share}
          </a>
        </p>
      )}
    </section>
  );
}

function AppsOfRecord({ apps, visit }: { apps: readonly AppAccess[]; visit: Visit }) {
  const w = recordsWords(visit.language);
  return (
    <section>
      <h2>{w.apps}</h2>
      {apps.length === 0 ? <p>{w.noAppsHere}</p> : <AppList visit={visit} apps={apps} />}
    </section>
  );
}

/** What is done with the record as a whole. Its pages are about the record at hand, which this one is now. */
function WholeRecord({ visit: { language }, grant }: { visit: Visit; grant: Grant }) {
  const links: readonly (readonly [string, string])[] = [
    ['/activity', activityWords(language).short],
    ...(mayReadMessages(grant) ? [[recordMailPath, messagesWords(language).short] as const] : []),
    ['/emergency', emergencyWords(language).short],
    [dailyPath, remindersWords(language).short],
    [medicinesPath, medicinesWords(language).short],
    ...(mayAddFiles(grant) ? [['/upload', uploadWords(language).short] as const] : []),
    ...(mayImport(grant) ? [[importsPath, importsWords(language).short] as const] : []),
    ['/export', exportWords(language).short],
  ];
  return (
    <section>
      <h2>{activityWords(language).kinds.record}</h2>
      <p class="links">
        {links.map(([href, text]) => (
          <a href={href}>{text}</a>
        ))}
      </p>
    </section>
  );
}

export async function askDeleteRecord(
  c: ShellContext,
  { record, access }: AccessibleRecord,
): Promise<Response> {
  if (access.level !== 'custodian') throw makeProblem(403, 'mayNot');
  const { vault, language } = c.var.visit;
  const w = recordsWords(language);
  return showQuestion(c, {
    title: w.removeTitle(record.name),
    text: w.removeText(Math.round(vault.limits.recordBinMs / dayMs)),
    action: '/records/delete',
    fields: { record: record.id },
    button: w.remove,
    cancelHref: `/records/${record.id}`,
    place: 'records',
  });
}

export async function tryDeleteRecord(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const w = recordsWords(language);
  const { record } = demandRecord(visit, form.get('record') ?? undefined);
  const authorizations = await vault.store.write(db => putRecordInBin(db, vault, person.id, record.id));
  const apps = sealEnded(vault, 'record', { what: record.id, authorizations });
  leaveNotice(c, {
    text: w.removed(record.name),
    undo: { action: '/records/restore', fields: { record: record.id, apps }, label: w.undo },
  });
  return goTo(c, '/records');
}
