// What a browser would send of a form of items: every input in its order, repeated names and longer texts included.

export function formValues(html: string, action: string): [string, string][] {
  const inside = [...html.replace(/\r\n?/g, '\n').matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].find(
    ([, head]) => attributes(head!).action === action,
  )?.[2];
  if (inside === undefined) throw new Error(`no form to ${action}`);
  const controls =
    /<input\b([^>]*)>|<textarea\b([^>]*)>([\s\S]*?)<\/textarea>|<select\b([^>]*)>([\s\S]*?)<\/select>/g;
  return [...inside.matchAll(controls)].flatMap(
    ([, input, area, text, select, options]): [string, string][] => {
      const head = attributes((input ?? area ?? select)!);
      const name = head.name;
      if (name === undefined) return [];
      if (area !== undefined) return [[name, lineEnds(decoded(text!).replace(/^\n/, ''))]];
      if (select !== undefined) {
        const all = [...options!.matchAll(/<option\b([^>]*)>/g)].map(([, option]) => attributes(option!));
        const chosen = all.findLast(option => option.selected !== undefined) ?? all[0];
        return [[name, lineEnds(chosen?.value ?? '')]];
      }
      if ((head.type === 'checkbox' || head.type === 'radio') && head.checked === undefined) return [];
      return [[name, sanitized(head.type, head.value ?? '')]];
    },
  );
}

/** The same with some values changed. */
export function changed(
  values: readonly [string, string][],
  changes: Readonly<Record<string, string>>,
): URLSearchParams {
  const form = new URLSearchParams(values.map(([name, value]) => [name, value]));
  for (const [name, value] of Object.entries(changes)) form.set(name, value);
  return form;
}

/** What an input of a kind cannot hold is not in it: no line ends in one line, nothing but dates in one for dates. */
function sanitized(type: string | undefined, value: string): string {
  switch (type) {
    case 'hidden':
      return lineEnds(value);
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(value) && !value.startsWith('0000') ? value : '';
    case 'time':
      return /^\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/.test(value) ? value : '';
    default:
      return value.replace(/[\r\n]/g, '');
  }
}

/** Browsers send longer texts with the line ends of the web. */
function lineEnds(text: string): string {
  return text.replace(/\r\n?|\n/g, '\r\n');
}

function attributes(head: string): Record<string, string> {
  return Object.fromEntries(
    [...head.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [name!, decoded(value ?? '')]),
  );
}

function decoded(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => named[name]!);
}
