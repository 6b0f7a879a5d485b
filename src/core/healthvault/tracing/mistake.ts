// What an application got wrong when it sent somebody to the Shell or called: each is mended in another place.

export type Mistake =
  /** A parameter, in the address that the application builds. */
  | 'address'
  /** Where the person was to return to, and where else if not there. */
  | 'redirect'
  | 'action-url'
  /** It is not active. */
  | 'disabled'
  | 'approval'
  /** An optional rule by a name that none has. */
  | 'online-rule'
  | 'offline-rule'
  /** The id of a record. */
  | 'record'
  /** How devices get an application of their own. */
  | 'device'
  /** Where it calls from. */
  | 'caller'
  /** It asked for more than its rules give it. */
  | 'online-rights'
  | 'offline-rights'
  /** Its rules would, and the person did not. */
  | 'not-granted';
