// Where in the pages of an application is mended what its redirect or call had wrong, beside the trace of it.
import type { Mistake } from '../../../core/healthvault/tracing/mistake.ts';
import { developWords, redirectRemedyWords } from '../../../locales/words.ts';
import type { Visit } from '../../web/visit.ts';
import { type OwnApp, type Tab, tabHref } from './own.tsx';

const places: Readonly<Record<Mistake, Tab>> = {
  address: 'overview',
  redirect: 'misc',
  'action-url': 'information',
  disabled: 'overview',
  approval: 'live',
  'online-rule': 'online',
  'offline-rule': 'offline',
  record: 'trial',
  device: 'overview',
  caller: 'misc',
  'online-rights': 'online',
  'offline-rights': 'offline',
  'not-granted': 'overview',
};

export function RedirectRemedy({ mistake, of, visit }: { mistake: Mistake; of: OwnApp; visit: Visit }) {
  const { language } = visit;
  const place = places[mistake];
  return (
    <p>
      {redirectRemedyWords(language)[mistake]}{' '}
      <a href={tabHref(of, place)}>{developWords(language).tabs[place]}</a>
    </p>
  );
}
