// The emergency page: what helpers need of the record at hand, on one sheet of paper, with the code that opens it elsewhere.
import { raw } from 'hono/html';
import { isOpenInEmergency, readEmergencyProfile } from '../../../core/records/emergency.ts';
import { type EmergencyPart, emergencyParts } from '../../../core/records/emergency-parts.ts';
import { hasPhoto } from '../../../core/records/photo.ts';
import { emergencyWords, summaryWords } from '../../../locales/words.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { addHref } from '../../items/links.ts';
import { drawCode } from '../../kit/drawn-code.ts';
import { Layout } from '../../kit/layout.tsx';
import { dayThere } from '../../web/clock.ts';
import { show } from '../../web/respond.tsx';
import type { SignedInContext } from '../../web/visit.ts';
import { findOwnCode } from './code.ts';
import { EmergencySheet, getPartTypeId, partTypes, sayMissing } from './sheet.tsx';

export const emergencyPath = '/emergency';

export async function showEmergency(c: SignedInContext, { of, grant }: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const { record } = of;
  const w = emergencyWords(language);
  const profile = await readEmergencyProfile(vault, grant, language);
  const code = await vault.store.read(db => findOwnCode(db, vault, grant));
  const hasPicture = await hasPhoto(vault, grant, isOpenInEmergency);
  const otherwise = (part: EmergencyPart, named: string) => (
    <>
      {sayMissing(grant, part, language)}{' '}
      {grant.permits('Create', getPartTypeId(part)) && (
        <a class="not-printed" href={addHref(partTypes[part])} aria-label={w.addTo(named)}>
          {w.add}
        </a>
      )}
    </>
  );
  const page = (
    <Layout title={w.title(record.name)} visit={visit} place="records">
      <div class="one-sheet">
        <div class="sheet-head">
          <h1>{w.title(record.name)}</h1>
          {hasPicture && (
            <img class="sheet-photo" src={`/records/${record.id}/photo/image`} alt={w.photoOf(record.name)} />
          )}
        </div>
        <p class="lead not-printed">{w.lead}</p>
        <EmergencySheet profile={profile} parts={emergencyParts} language={language} otherwise={otherwise} />
        <p class="hint">{w.asOf(dayThere(vault.clock.now(), visit))}</p>
        <p class="hint">
          {w.incomplete} <span class="not-printed">{w.chosen}</span>
        </p>
        {code && (
          <figure class="sheet-code">
            <div class="qr" role="img" aria-label={w.code}>
              {raw(await drawCode(code.href))}
            </div>
            <figcaption>{w.code}</figcaption>
          </figure>
        )}
        <p class="after not-printed">
          <button type="button" class="second" data-print="" data-late="" hidden>
            {summaryWords(language).print}
          </button>{' '}
          {of.access.level === 'custodian' && (
            <>
              <a class="button second" href={`${emergencyPath}/code`}>
                {w.codeAndCard}
              </a>{' '}
            </>
          )}
          <a href={`/records/${record.id}`}>{w.back}</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page);
}
