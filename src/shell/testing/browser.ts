// A browser for tests: keeps cookies, follows redirects within the Shell, fills in the forms of a page.
import type { TestServer } from '../../testing/server.ts';

export class Browser {
  readonly server: TestServer;
  readonly cookies = new Map<string, string>();
  /** The Set-Cookie lines of the last answer that had some. */
  setCookies: string[] = [];

  constructor(server: TestServer) {
    this.server = server;
  }

  /** One request, no redirect followed. */
  async send(address: string, init: RequestInit = {}): Promise<Page> {
    const url = new URL(address, this.server.shellUrl);
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0)
      headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    const lines = response.headers.getSetCookie();
    if (lines.length > 0) this.setCookies = lines;
    for (const line of lines) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name!);
      else this.cookies.set(name!, value!);
    }
    return new Page(url, response.status, response.headers, await response.text());
  }

  /** Opens an address and goes on until a page is shown or the way leads out of the Shell. */
  async open(address: string, init: RequestInit = {}): Promise<Page> {
    let page = await this.send(address, init);
    for (let hops = 0; hops < 10 && page.location?.startsWith(new URL(this.server.shellUrl).origin); hops++) {
      page = await this.send(page.location);
    }
    return page;
  }

  /** Sends the form of a page that leads to an address, with values changed. */
  async submit(page: Page, action: string, values: Values = {}): Promise<Page> {
    return this.post(action, { ...page.form(action), ...values });
  }

  async post(address: string, values: Values, headers: Record<string, string> = {}): Promise<Page> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(values)) {
      for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) body.append(name, one);
    }
    const { origin } = new URL(this.server.shellUrl);
    return this.open(address, { method: 'POST', body, headers: { origin, ...headers } });
  }

  /** Signs somebody up; answers with the page that follows. */
  async signUp(page: Page | undefined = undefined, values: Values = {}): Promise<Page> {
    return this.submit(page ?? (await this.open('/sign-up')), '/sign-up', { ...somebody(), ...values });
  }
}

/** Undefined leaves a field out. */
export type Values = Record<string, string | string[] | undefined>;

let count = 0;

export const goodPassword = 'tin kettle over moss';

export function somebody() {
  count += 1;
  return {
    name: 'Ada Example',
    email: `ada${count}-${process.pid}@example.org`,
    password: goodPassword,
    'birth-date': '1984-05-31',
    country: 'CH',
    record: 'yes',
  };
}

export class Page {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;

  constructor(url: URL, status: number, headers: Headers, html: string) {
    this.url = url;
    this.status = status;
    this.headers = headers;
    this.html = html;
  }

  /** Where it leads on to, as an absolute address. */
  get location(): string | undefined {
    const location = this.headers.get('location');
    return location === null ? undefined : new URL(location, this.url).href;
  }

  /** A parameter of the address it leads on to. */
  returned(name: string): string | null {
    return new URL(this.location!).searchParams.get(name);
  }

  get policy(): string {
    return this.headers.get('content-security-policy') ?? '';
  }

  /** What is to be read on it. */
  get text(): string {
    const body = this.html.replace(/^[\s\S]*<main[^>]*>/, '').replace(/<\/main>[\s\S]*$/, '');
    return decode(body.replace(/<[^>]*>/g, ' '))
      .replace(/\s+/g, ' ')
      .trim();
  }

  /** The values a form would send as it stands. */
  form(action: string): Values {
    const inside = [...this.html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].find(
      ([, head]) => attributes(head!).action === action,
    )?.[2];
    if (inside === undefined)
      throw new Error(
        `no form to ${action} on ${this.url.pathname}: ${this.status} ${this.text.slice(0, 200)}`,
      );
    const values: Record<string, string | string[]> = {};
    for (const [, head] of inside.matchAll(/<input\b([^>]*)>/g)) {
      const { type, name, value = '', checked } = attributes(head!);
      if (name === undefined || ((type === 'checkbox' || type === 'radio') && checked === undefined))
        continue;
      values[name] = type === 'checkbox' ? [...((values[name] as string[]) ?? []), value] : value;
    }
    for (const [, head, text] of inside.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g))
      values[attributes(head!).name!] = decode(text!);
    for (const [, head, options] of inside.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
      const all = [...options!.matchAll(/<option\b([^>]*)>/g)].map(([, option]) => attributes(option!));
      values[attributes(head!).name!] =
        (all.find(option => option.selected !== undefined) ?? all[0])?.value ?? '';
    }
    return values;
  }

  /** The id, which is the name, of the field whose label begins so. */
  fieldOf(label: string): string {
    const found = [...this.html.matchAll(/<label for="([^"]+)"[^>]*>([^<]*)/g)].find(([, , text]) =>
      decode(text!).startsWith(label),
    );
    if (!found) throw new Error(`no field ${label} on ${this.url.pathname}`);
    return found[1]!;
  }

  /** Attributes of the first tag that matches. */
  tag(pattern: RegExp): Record<string, string> | undefined {
    const tag = [...this.html.matchAll(/<[a-z][^>]*>/g)]
      .map(([text]) => text)
      .find(text => pattern.test(text));
    return tag === undefined ? undefined : attributes(tag);
  }
}

function attributes(head: string): Record<string, string> {
  return Object.fromEntries(
    [...head.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [name!, decode(value ?? '')]),
  );
}

function decode(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => named[name]!);
}
