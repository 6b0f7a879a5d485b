// Pictures that developers give their applications, for tests.
import sharp from 'sharp';
import type { LogoKind } from '../../core/applications/logos.ts';
import type { Browser, Page } from './browser.ts';

/** As they come out of the vault again: within the bounds of both kinds. */
export function logoPicture(background = '#2266aa'): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 30, channels: 3, background } })
    .png()
    .toBuffer();
}

/** As a browser does. @param kind also one there is not */
export async function uploadLogo(
  by: Browser,
  appId: string,
  {
    kind = 'small-logo',
    file,
    language = '',
    form,
  }: {
    kind?: LogoKind | (string & {});
    file: Buffer;
    language?: string;
    /** The token of the browser that opened the page. */
    form?: string;
  },
): Promise<Page> {
  const page = form === undefined ? await by.open(`/develop/${appId}/appearance`) : undefined;
  const body = new FormData();
  body.set('form', form ?? (page!.form(`/develop/${appId}/logo`).form as string));
  body.set('kind', kind);
  body.set('language', language);
  body.set(kind, new Blob([new Uint8Array(file)]));
  const { origin } = new URL(by.server.shellUrl);
  return by.open(`/develop/${appId}/logo`, { method: 'POST', body, headers: { origin } });
}
