// Text is drawn straight on: what turns it around, as a name may have it that somebody else wrote, would make it read as another.

/** They begin and end a run with a direction of its own. The marks of single letters' direction are part of scripts, and stay. */
const turn = /[\u202a-\u202e\u2066-\u2069]/g;

/** What a form sends back stays as it is. */
const piece = /<textarea\b[^>]*>[^<]*|<[^>]*\svalue=[^>]*>|[\u202a-\u202e\u2066-\u2069]/g;

export function dropTurns(html: string): string {
  if (html.search(turn) === -1) return html;
  return html.replace(piece, found => (found.startsWith('<') ? found : ''));
}
