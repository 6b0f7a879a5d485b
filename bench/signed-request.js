// Requests as a client signs them, made once and sent many times.
import { createHash, createHmac, createSign } from 'node:crypto';

const envelope = (auth, header, info) =>
  `<wc-request:request xmlns:wc-request="urn:com.microsoft.wc.request">${auth}${header}${info}</wc-request:request>`;

const header = (method, version, identity, hash = '') =>
  `<header><method>${method}</method><method-version>${version}</method-version>${identity}<msg-time>${new Date().toISOString()}</msg-time>` +
  `<msg-ttl>36000</msg-ttl><version>bench</version>${hash}</header>`;

/** Opens a session with a certificate's key. */
export async function openSession(platformUrl, { appId, key, thumbprint }) {
  const content = `<content><app-id>${appId}</app-id><hmac>HMACSHA256</hmac><signing-time>${new Date().toISOString()}</signing-time></content>`;
  const signature = createSign('sha1').update(content).sign(key, 'base64');
  const info =
    `<info><auth-info><app-id>${appId}</app-id><credential><appserver2><sig digestMethod="SHA1" sigMethod="RSA-SHA1" ` +
    `thumbprint="${thumbprint}">${signature}</sig>${content}</appserver2></credential></auth-info></info>`;
  const body = envelope('', header('CreateAuthenticatedSessionToken', 2, `<app-id>${appId}</app-id>`), info);
  const answer = await (
    await fetch(platformUrl, { method: 'POST', headers: { 'content-type': 'text/xml' }, body })
  ).text();
  const part = name => new RegExp(`<${name}[^>]*>([^<]+)</${name}>`).exec(answer)?.[1];
  if (!part('token')) throw new Error(`no session: ${answer}`);
  return { token: part('token'), secret: Buffer.from(part('shared-secret'), 'base64') };
}

export function signedRequest({ token, secret }, { method, version, recordId, userToken, info }) {
  const infoXml = `<info>${info}</info>`;
  const identity =
    `<record-id>${recordId}</record-id><auth-session><auth-token>${token}</auth-token>` +
    `<user-auth-token>${userToken}</user-auth-token></auth-session>`;
  const hash = `<info-hash><hash-data algName="SHA256">${createHash('sha256').update(infoXml).digest('base64')}</hash-data></info-hash>`;
  const headerXml = header(method, version, identity, hash);
  const hmac = createHmac('sha256', secret).update(headerXml).digest('base64');
  return envelope(`<auth><hmac-data algName="HMACSHA256">${hmac}</hmac-data></auth>`, headerXml, infoXml);
}
