// The grant: proof that somebody may work on one record, and how far. The store gives no record's data without one.
// Made here only; methods and facades get theirs from authorize.ts.
import type { ThingType } from '../../things/index.ts';
import type { Application } from '../applications/application.ts';
import type { Scopes } from '../smart/scopes.ts';
import { findReadable, mayPersonDo, mayReadAll, type PersonAccess, type Readable } from './readable.ts';
import { covers, coversSomeDate, type Permission, permissions, type Rule } from './rules.ts';

export type Avenue = 'Online' | 'Offline';

/** Is told of an item that a list leaves out because it cannot be opened. */
export type NameDamaged = (item: { readonly id: string; readonly typeId: string }) => void;

interface GrantFacts {
  readonly recordId: string;
  readonly personId: string;
  /** Undefined for the person's own hand in the Shell, and for system work. */
  readonly app: Application | undefined;
  readonly avenue: Avenue;
  /** Undefined where no rules limit: the person self, the system. */
  readonly rules: readonly Rule[] | undefined;
  readonly access: PersonAccess;
  /** The SMART scopes that hold beside the rules, as far as these give them; undefined where it is not by a token of SMART. */
  readonly scopes?: Scopes | undefined;
  /** Does it end with an authorization or an access that can be taken away? A write asks for it anew. */
  readonly canEnd?: boolean;
  /** Lets lists go on without items that cannot be opened, and is told of each; without it, such an item is a fault. */
  readonly onDamaged?: NameDamaged | undefined;
}

const made = Symbol('made in core/authorization');

export class Grant {
  readonly recordId: string;
  readonly personId: string;
  readonly app: Application | undefined;
  readonly avenue: Avenue;
  readonly rules: readonly Rule[] | undefined;
  readonly access: PersonAccess;
  readonly scopes: Scopes | undefined;
  readonly canEnd: boolean;
  readonly onDamaged: NameDamaged | undefined;
  #readable: Readable | undefined;

  constructor(key: typeof made, facts: GrantFacts) {
    if (key !== made) throw new TypeError('grants are made in core/authorization');
    this.recordId = facts.recordId;
    this.personId = facts.personId;
    this.app = facts.app;
    this.avenue = facts.avenue;
    this.rules = facts.rules;
    this.access = facts.access;
    this.scopes = facts.scopes;
    this.canEnd = facts.canEnd ?? false;
    this.onDamaged = facts.onDamaged;
  }

  /** Custodians in the Shell see deleted, superseded and personal things; applications do not. */
  get seesEverything(): boolean {
    return this.app === undefined && this.access.level === 'custodian';
  }

  /** Was anything granted in this mode at all? What goes with no type is told to whom something was. */
  get holdsAny(): boolean {
    return this.rules === undefined || this.rules.length > 0;
  }

  /** The right on a type: the granted rules of this mode, within what the person may do. */
  permits(permission: Permission, typeId: string, effectiveDate?: string): boolean {
    return (
      mayPersonDo(this.access, permission, typeId) &&
      (this.rules === undefined || this.rules.some(rule => covers(rule, permission, typeId, effectiveDate)))
    );
  }

  /** Can every type be read, whatever its date? */
  get mayReadAll(): boolean {
    return mayReadAll(this);
  }

  /** What can be read of these families of types, or of all, which is worked out once. */
  readable(types?: ReadonlySet<ThingType>): Readable {
    if (types) return findReadable(this, types);
    this.#readable ??= findReadable(this, undefined);
    return this.#readable;
  }

  /** What of a type is permitted, at some effective date or other. */
  permissionsOn(typeId: string): Permission[] {
    return permissions.filter(permission => this.mayEver(permission, typeId));
  }

  /** Is a permission on a type granted for some dates at least? */
  mayEver(permission: Permission, typeId: string): boolean {
    if (!mayPersonDo(this.access, permission, typeId)) return false;
    return this.rules === undefined || this.rules.some(rule => coversSomeDate(rule, permission, typeId));
  }
}

/** For core/authorization alone. */
export function makeGrant(facts: GrantFacts): Grant {
  return new Grant(made, facts);
}

/** A grant for the vault's own work on a record. The reason is there to be found by a search. */
export function makeSystemGrant(_reason: string, recordId: string, personId: string): Grant {
  return makeGrant({
    recordId,
    personId,
    app: undefined,
    avenue: 'Offline',
    rules: undefined,
    access: { level: 'custodian', typeIds: undefined, expiresAt: undefined },
  });
}
