// The script of the pages for developers: copies settings, narrows the list of kinds, and makes a key with a self-signed
// certificate by WebCrypto. The private key is offered for download and sent nowhere. All of it is a help; pages work without.
export const developScript = `for (const button of document.querySelectorAll('button[data-copy]')) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.copied;
  });
}

const search = document.querySelector('[data-search]');
if (search) {
  search.hidden = false;
  const input = search.querySelector('input');
  input.addEventListener('input', () => {
    const wanted = input.value.trim().toLowerCase();
    for (const kind of document.querySelectorAll('[data-kind]'))
      kind.hidden = !kind.textContent.toLowerCase().includes(wanted);
    for (const group of document.querySelectorAll('[data-group]'))
      group.hidden = group.querySelector('[data-kind]:not([hidden])') === null;
  });
  input.addEventListener('keydown', event => {
    if (event.key === 'Enter') event.preventDefault();
  });
}

const maker = document.querySelector('[data-maker]');
if (maker) {
  maker.hidden = false;
  const part = name => maker.querySelector('[data-' + name + ']');
  part('make').addEventListener('click', async () => {
    part('make').disabled = true;
    part('failed').hidden = true;
    part('making').hidden = false;
    try {
      const { key, certificate } = await makeCertificate(maker.dataset.maker, Number(maker.dataset.now));
      part('download').href = URL.createObjectURL(new Blob([key, certificate], { type: 'application/x-pem-file' }));
      maker.querySelector('[name=pem]').value = certificate;
      part('made').hidden = false;
    } catch {
      part('failed').hidden = false;
      part('make').disabled = false;
    }
    part('making').hidden = true;
  });
  part('download').addEventListener('click', () => {
    part('add').hidden = false;
  });
}

const dayMs = 86400000;
const validDays = 1095;

async function makeCertificate(name, now) {
  const { subtle } = crypto;
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const parameters = { ...algorithm, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
  const { privateKey, publicKey } = await subtle.generateKey(parameters, true, ['sign', 'verify']);
  const serial = crypto.getRandomValues(new Uint8Array(16));
  serial[0] = (serial[0] & 0x7f) | 0x40;
  const sha256WithRsa = sequence(der(6, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11]), der(5, []));
  const commonName = sequence(der(6, [0x55, 4, 3]), der(12, new TextEncoder().encode(name)));
  const who = sequence(der(0x31, commonName));
  const body = sequence(
    der(0xa0, der(2, [2])),
    der(2, serial),
    sha256WithRsa,
    who,
    sequence(time(now - dayMs), time(now + validDays * dayMs)),
    who,
    new Uint8Array(await subtle.exportKey('spki', publicKey)),
  );
  const signature = new Uint8Array(await subtle.sign(algorithm.name, privateKey, body));
  const whole = sequence(body, sha256WithRsa, der(3, [0, ...signature]));
  const key = new Uint8Array(await subtle.exportKey('pkcs8', privateKey));
  return { key: pem('PRIVATE KEY', key), certificate: pem('CERTIFICATE', whole) };
}

function der(tag, content) {
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Uint8Array.from([tag, ...head, ...content]);
}

function sequence(...parts) {
  return der(0x30, parts.flatMap(part => [...part]));
}

function time(milliseconds) {
  const text = new Date(milliseconds).toISOString().replace(/[-:T]/g, '').slice(2, 14) + 'Z';
  return der(23, new TextEncoder().encode(text));
}

function pem(label, bytes) {
  const lines = btoa(String.fromCharCode(...bytes)).match(/.{1,64}/g);
  return ['-----BEGIN ' + label + '-----', ...lines, '-----END ' + label + '-----', ''].join('\\n');
}
`;
