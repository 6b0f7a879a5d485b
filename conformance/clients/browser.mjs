// The person at the browser: opens a Shell address, fills in its forms with plain HTTP and says yes.
// Usage: node browser.mjs URL. Prints the address of every page shown; the last one is /application/complete.
// With KEEPWELL_SHELL_USER and KEEPWELL_SHELL_PASSWORD it signs in, without them it makes an account first.
// KEEPWELL_SHELL_FIELDS (a JSON object, form field to value) overrules every guess below.

import { randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';

const PAGES_MAX = 15;
const REDIRECTS_MAX = 20;
const YES =
  /\b(allow|authori[sz]e|approve|grant|agree|accept|yes|continue|next|sign in|sign up|create|finish|share)\b/i;
const SIGN_UP = /\b(create an? account|sign up|register)\b/i;
const NO =
  /\b(deny|cancel|reject|refuse|decline|do not|don.t|no|not now|sign out|log out|back|help|search)\b/i;

const fields = JSON.parse(process.env.KEEPWELL_SHELL_FIELDS ?? '{}');
const cookies = new Map();
const user = process.env.KEEPWELL_SHELL_USER || `person-${randomBytes(6).toString('hex')}@example.org`;
const password = process.env.KEEPWELL_SHELL_PASSWORD || randomBytes(18).toString('base64url');
let hasAccount = Boolean(process.env.KEEPWELL_SHELL_USER);

const start = process.argv[2];
if (!start) fail('usage: node browser.mjs URL');
let page = await open({ url: new URL(start) });
for (let count = 0; count < PAGES_MAX; count++) {
  console.log(page.url.href);
  if (/\/application\/complete$/i.test(page.url.pathname)) process.exit(0);
  const next = step(page);
  if (!next) fail(`no form to go on with at ${page.url.pathname} (${page.status}): ${readable(page.html)}`);
  page = await open(next);
}
fail(`still not complete after ${PAGES_MAX} pages`);

async function open(request) {
  for (let count = 0; count < REDIRECTS_MAX; count++) {
    const reply = await send(request);
    if (reply.status < 300 || reply.status > 399) return reply;
    const url = new URL(reply.location, request.url);
    request =
      reply.status === 307 || reply.status === 308 ? { ...request, url } : { url, from: request.from };
  }
  return fail('too many redirects');
}

function send({ url, method = 'GET', body, from }) {
  const headers = { accept: 'text/html', 'accept-language': 'en-US' };
  if (cookies.size) headers.cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  if (from) headers.referer = from.href;
  if (body !== undefined) {
    headers['content-type'] = 'application/x-www-form-urlencoded';
    headers['content-length'] = Buffer.byteLength(body);
    headers.origin = (from ?? url).origin;
  }
  return new Promise((resolve, reject) => {
    const call = (url.protocol === 'https:' ? https : http).request(url, { method, headers }, reply => {
      const chunks = [];
      reply.on('data', chunk => chunks.push(chunk));
      reply.on('end', () => {
        for (const line of reply.headers['set-cookie'] ?? []) keep(line);
        const html = Buffer.concat(chunks).toString('utf8');
        resolve({ url, status: reply.statusCode, location: reply.headers.location, html });
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}

function keep(line) {
  const [pair, ...rest] = line.split(';');
  const [, name, value] = /^\s*([^=]+)=(.*)$/.exec(pair) ?? [];
  if (rest.some(part => /^\s*max-age=0\s*$/i.test(part))) cookies.delete(name);
  else if (name) cookies.set(name, value);
}

function step({ url, html, status }) {
  if (status >= 400) return undefined;
  const forms = formsOf(html);
  const signUp = linksOf(html).find(({ label }) => SIGN_UP.test(label));
  if (!hasAccount && signUp) {
    hasAccount = true;
    return { url: new URL(signUp.href, url), from: url };
  }
  const best = forms.map(form => ({ form, rank: rank(form) })).sort((a, b) => b.rank - a.rank)[0];
  if (best && best.rank > 0) return submit(url, best.form);
  const link = linksOf(html).find(({ label }) => YES.test(label) && !NO.test(label));
  return link && { url: new URL(link.href, url), from: url };
}

function rank(form) {
  const named = form.inputs.some(({ name }) => name in fields) ? 4 : 0;
  const password = form.inputs.some(({ type }) => type === 'password') ? 2 : 0;
  const yes = form.buttons.some(({ label }) => YES.test(label) && !NO.test(label)) ? 2 : 0;
  const onlyNo = form.buttons.length > 0 && form.buttons.every(({ label }) => NO.test(label));
  return onlyNo ? 0 : named + password + yes + (form.method === 'POST' ? 1 : 0);
}

function submit(from, form) {
  const body = new URLSearchParams();
  const radios = new Set();
  for (const input of form.inputs) {
    const { name, type } = input;
    if (!name || input.disabled) continue;
    if (type === 'radio') {
      const group = form.inputs.filter(other => other.type === 'radio' && other.name === name);
      const chosen =
        group.find(({ value }) => value === fields[name]) ?? group.find(({ checked }) => checked) ?? group[0];
      if (!radios.has(name)) body.append(name, chosen.value);
      radios.add(name);
    } else if (type === 'checkbox') {
      if (fields[name] !== false) body.append(name, input.value || 'on');
    } else {
      body.append(name, fields[name] ?? (input.value || guess(input)));
    }
  }
  const button =
    form.buttons.find(({ name, value }) => name && fields[name] === value) ??
    form.buttons.find(({ label }) => YES.test(label) && !NO.test(label));
  if (button?.name) body.append(button.name, button.value);
  const url = new URL(button?.formaction || form.action || from.href, from);
  if (form.method === 'POST') return { url, method: 'POST', body: body.toString(), from };
  url.search = body.toString();
  return { url, from };
}

function guess({ name, type }) {
  if (type === 'password') return password;
  if (type === 'email' || /mail|user|login/i.test(name)) return user;
  if (type === 'date' || /birth/i.test(name)) return '1980-05-17';
  if (/name/i.test(name)) return 'Conformance Person';
  return '';
}

function formsOf(html) {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, head, inner]) => {
    const form = attributes(head);
    const inputs = [];
    const buttons = [];
    for (const [, text] of inner.matchAll(/<input\b([^>]*)>/gi)) {
      const input = attributes(text);
      input.type = (input.type ?? 'text').toLowerCase();
      input.checked = 'checked' in input;
      input.disabled = 'disabled' in input;
      if (input.type === 'submit') buttons.push({ ...input, label: input.value ?? '' });
      else if (!['button', 'reset', 'image', 'file'].includes(input.type)) inputs.push(input);
    }
    for (const [, text, options] of inner.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/gi)) {
      const choices = [...options.matchAll(/<option\b([^>]*)>/gi)].map(([, option]) => attributes(option));
      const chosen =
        choices.find(choice => 'selected' in choice && choice.value) ?? choices.find(choice => choice.value);
      inputs.push({ ...attributes(text), type: 'select', value: chosen?.value });
    }
    for (const [, text, value] of inner.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/gi)) {
      inputs.push({ ...attributes(text), type: 'textarea', value: decode(value) });
    }
    for (const [, text, label] of inner.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/gi)) {
      const button = attributes(text);
      if ((button.type ?? 'submit') === 'submit') buttons.push({ ...button, label: readable(label) });
    }
    return { action: form.action, method: (form.method ?? 'get').toUpperCase(), inputs, buttons };
  });
}

function linksOf(html) {
  return [...html.matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a>/gi)]
    .map(([, head, label]) => ({ href: attributes(head).href, label: readable(label) }))
    .filter(({ href }) => href);
}

function attributes(text) {
  const found = {};
  for (const [, name, a, b, c] of text.matchAll(
    /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g,
  )) {
    found[name.toLowerCase()] = decode(a ?? b ?? c ?? '');
  }
  return found;
}

function decode(text) {
  const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
    name ? (named[name] ?? whole) : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
  );
}

function readable(html) {
  return decode(html.replace(/<(style|script)[\s\S]*?<\/\1>/gi, '').replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 400);
}

function fail(message) {
  console.error(`browser: ${message}`);
  process.exit(1);
}
