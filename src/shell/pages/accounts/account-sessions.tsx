// The list of browsers in which somebody is signed in.

import type { ShellSession } from '../../../core/people/person.ts';
import { accountWords } from '../../../locales/words.ts';
import { Form } from '../../kit/layout.tsx';
import { dayThere } from '../../web/clock.ts';
import { sayBrowser, sayPlace } from '../../web/device.ts';
import type { Visit } from '../../web/visit.ts';

export function Sessions({ visit, sessions }: { visit: Visit; sessions: readonly ShellSession[] }) {
  const w = accountWords(visit.language);
  return (
    <>
      <ul class="cards">
        {sessions.map(session => (
          <SessionRow visit={visit} session={session} />
        ))}
      </ul>
      {sessions.length > 1 ? (
        <Form visit={visit} action="/account/sessions/end-others">
          <button type="submit" class="second">
            {w.signOutOthers}
          </button>
        </Form>
      ) : (
        <p class="hint">{w.onlyHere}</p>
      )}
    </>
  );
}

function SessionRow({ visit, session }: { visit: Visit; session: ShellSession }) {
  const { language } = visit;
  const w = accountWords(language);
  const { id, hash, place, createdAt, lastUsedAt } = session;
  const browser = sayBrowser(place, language);
  const isHere = visit.sessionHash?.equals(hash) ?? false;
  return (
    <li class="with-action">
      <div>
        <strong>{browser}</strong>
        {isHere && <> ({w.here})</>}
        <span class="hint">{sayPlace(place, language)}</span>
        <span class="hint">
          {w.since}: {dayThere(createdAt, visit)}. {w.lastUsed}: {dayThere(lastUsedAt, visit)}
        </span>
      </div>
      {!isHere && (
        <Form visit={visit} action="/account/sessions/end">
          <input type="hidden" name="session" value={id} />
          <button type="submit" class="quiet" aria-label={w.signOutOf(browser)}>
            {w.signOut}
          </button>
        </Form>
      )}
    </li>
  );
}
