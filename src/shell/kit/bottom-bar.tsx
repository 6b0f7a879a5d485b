// The bar at the foot of a phone: what one does most is in reach of a thumb, all else behind “More”. Works without script.
import type { Child } from 'hono/jsx';
import type { Language } from '../../locales/language.ts';
import {
  emergencyWords,
  frameWords,
  inboxWords,
  medicinesWords,
  offlineWords,
  plansWords,
  remindersWords,
} from '../../locales/words.ts';
import type { Visit } from '../web/visit.ts';

export interface MenuLink {
  readonly place: string;
  readonly href: string;
  readonly text: string;
  /** How many new things there are. */
  readonly count?: number;
}

interface BottomBarProps {
  readonly visit: Visit;
  readonly place: string | undefined;
  /** Of the main menu, which phones have no room for. */
  readonly links: readonly MenuLink[];
  /** At the end of “More”. */
  readonly children?: Child;
}

const drawings = {
  home: 'M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4v-6h-6v6H5a1 1 0 0 1-1-1z',
  find: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20 20',
  add: 'M12 5v14M5 12h14',
  medicines:
    'M6.5 17.5a4.5 4.5 0 0 1 0-6.4l4.6-4.6a4.5 4.5 0 0 1 6.4 6.4l-4.6 4.6a4.5 4.5 0 0 1-6.4 0zM8.8 8.8l6.4 6.4',
  more: 'M4 7h16M4 12h16M4 17h16',
};

export function BottomBar({ visit, place, links, children }: BottomBarProps) {
  const { language, path } = visit;
  const w = frameWords(language);
  const places = [
    { draws: 'home', href: '/', text: w.home },
    { draws: 'find', href: '/find', text: w.find },
    // Whoever may only look adds nothing.
    ...(visit.record?.access.level === 'view'
      ? []
      : [{ draws: 'add', href: '/items/add', text: w.add } as const]),
    { draws: 'medicines', href: '/medicines', text: medicinesWords(language).short },
  ] as const;
  const more: readonly (MenuLink | Omit<MenuLink, 'place'>)[] = [
    ...links.filter(link => link.place !== 'home'),
    { href: '/plans', text: plansWords(language).short },
    { href: '/emergency', text: emergencyWords(language).short },
    { href: '/reminders', text: remindersWords(language).short },
    { href: '/offline', text: offlineWords(language).short },
  ];
  return (
    <nav class="bottom-bar" aria-label={w.bar}>
      <ul>
        {places.map(({ draws, href, text }) => (
          <li>
            <a
              class={`bar-place${draws === 'add' ? ' bar-add' : ''}`}
              href={href}
              aria-current={href === path ? 'page' : undefined}
            >
              <Drawing draws={draws} />
              {text}
            </a>
          </li>
        ))}
        <li>
          <details class="bar-more">
            <summary class="bar-place">
              <Drawing draws="more" />
              <span>
                {w.more}
                <Count of={visit.unread} language={language} />
              </span>
            </summary>
            <div>
              <ul>
                {more.map(link => (
                  <li>
                    <a
                      href={link.href}
                      aria-current={'place' in link && link.place === place ? 'page' : undefined}
                    >
                      {link.text}
                      {'count' in link && <Count of={link.count} language={language} />}
                    </a>
                  </li>
                ))}
              </ul>
              {children}
            </div>
          </details>
        </li>
      </ul>
    </nav>
  );
}

/** Of what is not read yet; said in words to who hears the page. */
export function Count({ of = 0, language }: { of?: number | undefined; language: Language }) {
  if (of === 0) return null;
  return (
    <>
      {' '}
      <span class="menu-count" aria-hidden="true">
        {of.toLocaleString(language)}
      </span>
      <span class="unseen">{inboxWords(language).unread(of)}</span>
    </>
  );
}

function Drawing({ draws }: { draws: keyof typeof drawings }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={drawings[draws]} />
    </svg>
  );
}
