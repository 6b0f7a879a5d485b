// The International Patient Summary; its parts are in ips/.
export { type IpsFacts, type IpsThing, type IpsWords, writeIps } from './ips/ips.ts';
export type { IpsSection } from './ips/sections.ts';
export { ipsSectionsKinds } from './ips/sections.ts';
