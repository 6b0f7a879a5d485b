// The targets of the Shell's redirect interface, as GetServiceDefinition tells of them. Served by src/shell/.

export interface ShellTarget {
  readonly token: string;
  readonly description: string;
  /** Names in targetqs. */
  readonly parameters: readonly string[];
}

/** What every target takes. */
const ofAll = ['lcid', 'culture', 'aib'];

/** What those take that send the person back. */
const ofReturning = ['redirect', 'actionqs', 'trm'];

/** What those take that end in consent. */
const ofConsent = ['ismra', 'onopt#', 'offopt#'];

export const shellTargets = [
  returning(
    'APPAUTH',
    'Choose records and agree to what an application asks for.',
    'appid',
    'extrecordid',
    ...ofConsent,
  ),
  returning(
    'APPREDIRECT',
    'Go on to a page of another application.',
    'appid',
    'refappid',
    'target',
    'targetqs',
  ),
  returning('APPSIGNOUT', 'Sign out of an application and of the Shell.', 'appid', 'credtoken'),
  returning(
    'AUTH',
    'Sign in, and agree to what an application asks for if that is still to be done.',
    'appid',
    'extrecordid',
    'forceappauth',
    ...ofConsent,
  ),
  target('CONNECT', 'Answer the invitation of a clinic to connect a record.', 'packageid'),
  returning(
    'CREATEACCOUNT',
    'Open an account, with a first record, for an application. Takes posted account and record data.',
    'appid',
    'flow',
    'daddrec',
    'signupcode',
    ...ofConsent,
  ),
  returning(
    'CREATEAPPLICATION',
    'Let a device or phone use records.',
    'appid',
    'appCreationToken',
    'instanceName',
    'mobile',
    ...ofConsent,
  ),
  returning(
    'CREATERECORD',
    'Add a record for an application. Takes posted record data.',
    'appid',
    ...ofConsent,
  ),
  returning('EDITRECORD', 'Change the name and profile of a record.', 'appid', 'extrecordid'),
  target('HELP', 'Read about a topic.', 'topicid'),
  target('MANAGEACCOUNT', 'See and change the account.', 'appid'),
  target('PICKUP', 'Pick up a package of health data that was left for the person.', 'packageid'),
  returning(
    'RECONCILE',
    'Take the items of a document over into the record, as its person chooses.',
    'appid',
    'extrecordid',
    'thingid',
  ),
  target('RECORDLIST', 'See the records an application may use.', 'appid'),
  target(
    'SHAREDAPPDETAILS',
    'See and change what an application may do with a record.',
    'sappid',
    'appid',
    'extrecordid',
  ),
  returning('SHARERECORD', 'Invite someone to a record.', 'appid', 'extrecordid'),
  target(
    'VIEWITEMS',
    'See the items of some types in a record.',
    'appid',
    'typeid',
    'additem',
    'extrecordid',
  ),
];

export type ShellTargetToken = (typeof shellTargets)[number]['token'];

function target<const Token extends string>(
  token: Token,
  description: string,
  ...parameters: string[]
): ShellTarget & { readonly token: Token } {
  return { token, description, parameters: [...parameters, ...ofAll] };
}

function returning<const Token extends string>(
  token: Token,
  description: string,
  ...parameters: string[]
): ShellTarget & { readonly token: Token } {
  return target(token, description, ...parameters, ...ofReturning);
}
