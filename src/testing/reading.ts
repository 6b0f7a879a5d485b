// Puts things and finds them again, as tests of reading do over and over.
import { expect } from 'vitest';
import { makeSystemGrant } from '../core/authorization/grant.ts';
import { flag, type StoredThing } from '../core/things/thing.ts';
import type { Answer, CallOptions, Linked } from './given.ts';
import type { TestServer } from './server.ts';

export interface Key {
  readonly id: string;
  readonly stamp: string;
}

export const sections = (...names: string[]) => names.map(name => `<section>${name}</section>`).join('');
export const coreOnly = `<format>${sections('core')}</format>`;
export const withData = `<format>${sections('core')}<xml/></format>`;

export class Reading {
  readonly linked: Linked;
  constructor(linked: Linked) {
    this.linked = linked;
  }

  /** Calls for the person online unless told otherwise. */
  call(method: string, info: string, options: CallOptions = {}): Promise<Answer> {
    const { client, recordId, userToken } = this.linked;
    return client.call(method, { info, recordId, ...(options.personId ? {} : { userToken }), ...options });
  }

  async put(...things: string[]): Promise<Key[]> {
    const answer = await this.call('PutThings', things.join(''), { version: 2 });
    expect(answer.message).toBeUndefined();
    return keysIn(answer);
  }

  async putOne(thing: string): Promise<Key> {
    return (await this.put(thing))[0]!;
  }

  /** GetThings 3 unless told otherwise. */
  get(groups: string, options: CallOptions = {}): Promise<Answer> {
    return this.call('GetThings', groups, { version: 3, ...options });
  }

  /** The ids of what one group finds, in order. */
  async find(what: string, attributes = '', options: CallOptions = {}): Promise<string[]> {
    const answer = await this.get(`<group${attributes}>${what}${coreOnly}</group>`, options);
    expect(answer.message).toBeUndefined();
    return answer.texts('thing-id');
  }

  async code(what: string, format = coreOnly): Promise<number> {
    return (await this.get(`<group>${what}${format}</group>`)).code;
  }

  /** Makes a thing personal, as a custodian does in the Shell. */
  async makePersonal(server: TestServer, { id }: Key): Promise<void> {
    const grant = makeSystemGrant('tests', this.linked.record.id, this.linked.person.id);
    await server.vault.store.write(async db => {
      const [thing] = (await db.things(grant).byIds([id])) as [StoredThing];
      const versionStamp = server.vault.ids.guid();
      await db
        .things(grant)
        .putVersion({ ...thing, versionStamp, flags: thing.flags | flag.personal }, thing);
    });
  }
}

export function keysIn(answer: Answer): Key[] {
  return answer.elements('thing-id').map(at => ({ stamp: at.attribute('version-stamp')!, id: at.text() }));
}

export const filter = (...conditions: string[]) => `<filter>${conditions.join('')}</filter>`;
export const ofType = (...typeIds: string[]) => typeIds.map(id => `<type-id>${id}</type-id>`).join('');
