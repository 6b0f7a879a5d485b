// The script of the pages for developers: narrows the list of kinds, and makes a key with a self-signed
// certificate. The private key is offered for download and sent nowhere. All of it is a help; pages work without.
import { find } from './parts/find.ts';
import { makeCertificate } from './parts/self-signed.ts';

const search = document.querySelector<HTMLElement>('[data-search]');
if (search) offerSearch(search);

const maker = document.querySelector<HTMLElement>('[data-maker]');
if (maker) offerCertificate(maker);

function offerSearch(search: HTMLElement): void {
  search.hidden = false;
  const input = find(HTMLInputElement, 'input', search);
  input.addEventListener('input', () => {
    const wanted = input.value.trim().toLowerCase();
    for (const kind of document.querySelectorAll<HTMLElement>('[data-kind]'))
      kind.hidden = !kind.textContent.toLowerCase().includes(wanted);
    for (const group of document.querySelectorAll<HTMLElement>('[data-group]'))
      group.hidden = group.querySelector('[data-kind]:not([hidden])') === null;
  });
  input.addEventListener('keydown', event => {
    if (event.key === 'Enter') event.preventDefault();
  });
}

function offerCertificate(maker: HTMLElement): void {
  maker.hidden = false;
  const part = (name: string) => find(HTMLElement, `[data-${name}]`, maker);
  const make = find(HTMLButtonElement, '[data-make]', maker);
  const download = find(HTMLAnchorElement, '[data-download]', maker);
  make.addEventListener('click', async () => {
    make.disabled = true;
    part('failed').hidden = true;
    part('making').hidden = false;
    try {
      const { maker: name = '', now } = maker.dataset;
      const { key, certificate } = await makeCertificate(name, Number(now));
      download.href = URL.createObjectURL(new Blob([key, certificate], { type: 'application/x-pem-file' }));
      find(HTMLInputElement, '[name=pem]', maker).value = certificate;
      part('made').hidden = false;
    } catch {
      part('failed').hidden = false;
      make.disabled = false;
    }
    part('making').hidden = true;
  });
  download.addEventListener('click', () => {
    part('add').hidden = false;
  });
}
